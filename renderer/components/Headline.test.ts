import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Headline } from './Headline.tsx';

function draw(text: string): string {
  return renderToStaticMarkup(createElement(Headline, { text })).replaceAll(/ class="[^"]*"/g, '');
}

describe('a headline', () => {
  it('keeps each of its sentences together', () => {
    expect(draw('Writing. Keep the card still.')).toBe('<span><span>Writing.</span></span><span> <span>Keep the card still.</span></span>');
  });

  it('is not broken after a figure or a short form', () => {
    expect(draw('Limit NT$3.5 or 2 p.m. today')).not.toContain('<span><span>');
  });

  it.each([
    ['讀取卡片中', 'short'],
    ['請把同一張卡片放回', 'long'],
    ['連結帳戶餘額不足或無法扣款', 'longest'],
    ['寫入中，請勿移動卡片', 'short'],
    ['要退卡（餘額轉置）嗎？', 'longest'],
    ['Asking the issuer', 'short'],
  ])('is as small as its longest phrase needs: %s', (text, length) => {
    expect(draw(text)).toBe(`<span data-length="${length}">${text}</span>`);
  });
});
