import type { Language } from '../messages/languages.ts';

type Name = Readonly<Record<Language, string>>;

/** EXAMPLE DATA: what the products of `packs/periodPasses.ts` are called, by their numbers. Told, and never decided by. */
const names: Readonly<Record<number, { readonly name: Name; readonly area: Name }>> = {
  1: {
    name: { 'zh-Hant': '基北北桃都會通', en: 'Greater Taipei Pass' },
    area: { 'zh-Hant': '基隆、臺北、新北、桃園', en: 'Keelung, Taipei, New Taipei, Taoyuan' },
  },
  2: {
    name: { 'zh-Hant': '中彰投苗通勤月票', en: 'Central Taiwan Pass' },
    area: { 'zh-Hant': '臺中、彰化、南投、苗栗', en: 'Taichung, Changhua, Nantou, Miaoli' },
  },
  3: {
    name: { 'zh-Hant': '南高屏通勤月票', en: 'South Taiwan Pass' },
    area: { 'zh-Hant': '臺南、高雄、屏東', en: 'Tainan, Kaohsiung, Pingtung' },
  },
};

/** What a product is called and where it holds; one that this machine has never sold goes by its number. */
export function passNameOf(product: number, language: Language): { readonly name: string; readonly area: string } {
  const known = names[product];
  return known === undefined ? { name: String(product), area: '' } : { name: known.name[language], area: known.area[language] };
}
