// Traditional characters that the lexicon's words are written with. One for one, so that places in the text stay.
const TRADITIONAL =
  '薑蔥雞魚蝦鹽醬過對無凍熱點碼體減豬內臟湯飯麵麥乾辛裡雙濃給請讓嗎糖總別這開沒蔬齋蘿蔔蘋鳳檸榴蓮黃紅綠豐雙麻煩記備婦';
const SIMPLIFIED =
  '姜葱鸡鱼虾盐酱过对无冻热点码体减猪内脏汤饭面麦干辛里双浓给请让吗糖总别这开没蔬斋萝卜苹凤柠榴莲黄红绿丰双麻烦记备妇';
const FOLDED = new Map(Array.from(TRADITIONAL, (character, i) => [character, SIMPLIFIED[i] ?? character] as const));
FOLDED.set('’', "'").set('‘', "'").set('｀', "'");

/** The text in lower case, plain width and simplified characters, each character in its old place. */
export function foldText(text: string): string {
  let folded = '';
  for (let i = 0; i < text.length; i += 1) folded += foldUnit(text[i] ?? '');
  return folded;
}

function foldUnit(unit: string): string {
  const known = FOLDED.get(unit);
  if (known !== undefined) return known;
  const code = unit.charCodeAt(0);
  const plain = code >= 0xff01 && code <= 0xff5e ? String.fromCharCode(code - 0xfee0) : unit;
  const lower = plain.toLowerCase();
  return lower.length === 1 ? lower : plain;
}
