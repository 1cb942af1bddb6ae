/** Name and version of this software, as the journal records it at every boot. */
export const SOFTWARE = 'add-value-kiosk 0.1.0';
