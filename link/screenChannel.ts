/** Path of the screen's WebSocket on the shell's loopback server. */
export const SCREEN_PATH = '/screen';

/**
 * Close code of that WebSocket, sent to a screen whose place another one has taken (a reload, a second tab): it must not come
 * back, or it would push that one out again. From the range that RFC 6455, section 7.4.2, leaves to applications.
 */
export const REPLACED = 4001;
