import { type Language, type PassengerLanguage, wholly } from '../messages/languages.ts';

type Name = Readonly<Record<PassengerLanguage, string>>;

/** EXAMPLE DATA: what the products of `packs/periodPasses.ts` are called, by their numbers. Told, and never decided by. */
const names: Readonly<Record<number, { readonly name: Name; readonly area: Name }>> = {
  1: {
    name: { 'zh-Hant': '基北北桃都會通', en: 'Greater Taipei Pass', ja: '台北都市圏パス', ko: '타이베이권 패스' },
    area: {
      'zh-Hant': '基隆、臺北、新北、桃園',
      en: 'Keelung, Taipei, New Taipei, Taoyuan',
      ja: '基隆、台北、新北、桃園',
      ko: '지룽, 타이베이, 신베이, 타오위안',
    },
  },
  2: {
    name: { 'zh-Hant': '中彰投苗通勤月票', en: 'Central Taiwan Pass', ja: '台湾中部パス', ko: '타이완 중부 패스' },
    area: {
      'zh-Hant': '臺中、彰化、南投、苗栗',
      en: 'Taichung, Changhua, Nantou, Miaoli',
      ja: '台中、彰化、南投、苗栗',
      ko: '타이중, 장화, 난터우, 먀오리',
    },
  },
  3: {
    name: { 'zh-Hant': '南高屏通勤月票', en: 'South Taiwan Pass', ja: '台湾南部パス', ko: '타이완 남부 패스' },
    area: {
      'zh-Hant': '臺南、高雄、屏東',
      en: 'Tainan, Kaohsiung, Pingtung',
      ja: '台南、高雄、屏東',
      ko: '타이난, 가오슝, 핑둥',
    },
  },
};

/** What a product is called and where it holds; one that this machine has never sold goes by its number. */
export function passNameOf(product: number, language: Language): { readonly name: string; readonly area: string } {
  const known = names[product];
  return known === undefined
    ? { name: String(product), area: '' }
    : { name: known.name[wholly(language)], area: known.area[wholly(language)] };
}
