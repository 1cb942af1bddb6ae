/** The row of an event that may come in a state and means nothing there. An event without a row is a fault of this software. */
export const ignored = {};
