import type { BrowserWindowConstructorOptions, Input, Session, WebContents, WebRequest } from 'electron';

/** Where every page and file comes from; nothing else is ever loaded. */
export const APP_ORIGIN = 'app://kiosk';

export interface WindowPlace {
  /** Built for delivery: no developer tools. */
  readonly packaged: boolean;
  /** On somebody's desktop: a plain window, never a locked full screen. */
  readonly simulated: boolean;
  /** Absolute path of the bundled preload. */
  readonly preload: string;
}

/** The passenger's window: a sandboxed page without any of Node, of the desktop, or of a browser's own features. */
export function windowOptions({ packaged, simulated, preload }: WindowPlace): BrowserWindowConstructorOptions {
  return {
    width: 900,
    height: 1200,
    kiosk: !simulated,
    fullscreen: !simulated,
    frame: simulated,
    show: false,
    backgroundColor: '#10243a',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      webSecurity: true,
      nodeIntegration: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      disableDialogs: true,
      devTools: !packaged,
      autoplayPolicy: 'no-user-gesture-required',
    },
  };
}

const refuse = (event: { preventDefault(): void }): void => event.preventDefault();

/** What {@link lockSession} needs of a session. */
export interface ShellSession
  extends Pick<Session, 'on' | 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'> {
  readonly webRequest: Pick<WebRequest, 'onBeforeRequest'>;
}

/** Denies every permission, every download and every request that does not stay inside the app: the page has no network. */
export function lockSession(session: ShellSession): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  // A download would open a dialog to choose a file.
  session.on('will-download', refuse);
  session.webRequest.onBeforeRequest((details, callback) => callback({ cancel: !details.url.startsWith('app:') }));
}

/** Nails the page to its place: no navigation, no second window, no frame, no zoom, and only the keys of a keypad. */
export function lockContents(contents: Pick<WebContents, 'on' | 'setWindowOpenHandler' | 'setVisualZoomLevelLimits'>): void {
  contents.on('will-navigate', refuse);
  contents.on('will-redirect', refuse);
  contents.on('will-frame-navigate', refuse);
  contents.on('will-attach-webview', refuse);
  contents.on('context-menu', refuse);
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('before-input-event', (event, input) => {
    if (!isKeypadKey(input)) event.preventDefault();
  });
  contents.on('did-finish-load', () => {
    contents.setVisualZoomLevelLimits(1, 1).catch(() => undefined);
  });
}

/** Keys of a tactile keypad, which comes as a USB keyboard, and those that move the focus. */
const keypadKeys = new Set([
  ...'0123456789*#'.split(''),
  'Enter',
  'Escape',
  'Backspace',
  'Tab',
  ' ',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Shift',
]);

function isKeypadKey({ key, control, alt, meta }: Pick<Input, 'key' | 'control' | 'alt' | 'meta'>): boolean {
  return keypadKeys.has(key) && !control && !alt && !meta;
}
