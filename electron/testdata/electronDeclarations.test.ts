import { describe, expect, it } from 'vitest';
import { checkDeclared, declared, DeclaredEmitter } from './declaredEmitter.ts';
import { declaredEvent, declaresMember } from './electronDeclarations.ts';

describe('Electron’s own declarations', () => {
  it.each([
    ['App', 'enableSandbox', true],
    ['App', 'enableSandBox', false],
    ['Menu', 'setApplicationMenu', true],
    ['WebPreferences', 'navigateOnDragDrop', true],
    ['WebPreferences', 'navigateOnDragDrp', false],
    ['BrowserWindowConstructorOptions', 'webPreferences', true],
    // Inherited.
    ['BrowserWindowConstructorOptions', 'fullscreen', true],
    ['NoSuchClass', 'fullscreen', false],
  ])('%s has a member %s: %s', (name, member, has) => {
    expect(declaresMember(name, member)).toBe(has);
  });

  it.each([
    ['WebContents', 'did-fail-load', 7],
    ['WebContents', 'unresponsive', 0],
    ['WebContents', 'unresponsible', null],
    ['App', 'before-quit', 1],
    ['MessagePortMain', 'message', 1],
    ['Session', 'will-navigate', null],
  ])('%s emits %s with %s arguments', (name, event, count) => {
    expect(declaredEvent(name, event)).toBe(count);
  });
});

describe('a fake', () => {
  it('may not have a member that Electron lacks', () => {
    const session = declared('Session', { setPermissionHandler: () => 'imagined', clearCache: () => 'declared' });
    expect(session.clearCache()).toBe('declared');
    expect(() => session.setPermissionHandler()).toThrow('Session has no "setPermissionHandler"');
  });

  it('may not emit, or be listened to for, what Electron does not emit', () => {
    const contents = new DeclaredEmitter('WebContents');
    expect(() => contents.on('will-navigate-frame', () => undefined)).toThrow('no event "will-navigate-frame"');
    expect(() => contents.once('rendered', () => undefined)).toThrow('no event "rendered"');
    expect(() => contents.emit('unresponsible')).toThrow('no event "unresponsible"');
  });

  it('may not emit with other arguments than Electron', () => {
    const contents = new DeclaredEmitter('WebContents');
    expect(() => contents.emit('render-process-gone', {})).toThrow('with 2 arguments, not 1');
    expect(contents.emit('render-process-gone', {}, { reason: 'crashed' })).toBe(false);
  });

  it('may not take options that Electron does not know', () => {
    expect(() => checkDeclared('WebPreferences', ['sandbox', 'navigateOnDragDrp'])).toThrow('WebPreferences has no "navigateOnDragDrp"');
  });
});
