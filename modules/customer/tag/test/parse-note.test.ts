import { expect, test } from 'vitest';
import { lexiconWith } from '../words/lexicon.ts';
import { parseNote } from '../words/parse-note.ts';
import type { Said } from '../words/said.ts';

/** `-cilantro` none, `~oil` less of it, `!peanut` allergy, `spicy1` a taste for a little, `+scallion2`; `·` between. */
const shown = ({ value, likes, intensity, allergy, dimension }: Said): string => {
  if (allergy) return `!${value}`;
  if (!likes) return `${intensity === 1 ? '~' : '-'}${value}`;
  return dimension === 'occasion' || dimension === 'habit' ? value : `+${value}${intensity}`;
};

const read = (text: string): string => parseNote(text).map(shown).join(' · ');

// Each line: what a guest writes = what is understood.
const PHRASES = `
  不要香菜 = -cilantro
  香菜不要 = -cilantro
  不吃香菜 = -cilantro
  别放香菜 = -cilantro
  免葱 = -scallion
  走青，走葱 = -scallion
  不要葱姜蒜 = -scallion · -ginger · -garlic
  不要葱、姜、蒜 = -scallion · -ginger · -garlic
  不要葱和香菜 = -scallion · -cilantro
  不要葱，姜 = -scallion · -ginger
  不要葱 姜 蒜 = -scallion · -ginger · -garlic
  葱姜蒜都不要 = -scallion · -ginger · -garlic
  葱 香菜 不要 = -scallion · -cilantro
  香菜不要葱多放 = -cilantro · +scallion3
  香菜不要，葱多放 = -cilantro · +scallion3
  香菜不要 葱多放 = -cilantro · +scallion3
  牛肉不要香菜 = -cilantro
  不要洋葱 = -onion
  千万别放香菜！！！ = -cilantro
  麻烦不要放香菜，谢谢 = -cilantro
  老板请帮我不要放葱花哦 = -scallion
  不要把香菜放进去 = -cilantro
  不吃辣 = -spicy
  不辣 = -spicy
  不要辣 = -spicy
  不能吃辣 = -spicy
  吃不了辣 = -spicy
  怕辣 = -spicy
  一点辣都不要 = -spicy
  一点辣都不能吃 = -spicy
  无辣 = -spicy
  免辣 = -spicy
  微辣 = +spicy1
  少辣 = +spicy1
  中辣 = +spicy2
  特辣 = +spicy3
  变态辣 = +spicy3
  重辣 = +spicy3
  不要太辣 = +spicy1
  别太辣 = +spicy1
  不太辣 = +spicy1
  上次太辣了 = +spicy1
  多放辣 = +spicy3
  加辣 = +spicy2
  能吃辣 = +spicy2
  不怕辣 = +spicy2
  不辣不要 = +spicy3
  不辣不欢 = +spicy3
  无辣不欢 = +spicy3
  没有香菜不行 = +cilantro3
  辣度：微辣 = +spicy1
  备注：不要香菜 = -cilantro
  不要不辣 = +spicy2
  辣椒多放点 = +spicy3
  辣椒少放点 = +spicy1
  爱吃辣 = +spicy2
  微辣，不要麻 = +spicy1 · -numbing
  不麻微辣 = -numbing · +spicy1
  少油 = ~oil
  少油少盐 = ~oil · ~salt
  少油、少盐、不放味精 = ~oil · ~salt · -msg
  少油少盐不要味精 = ~oil · ~salt · -msg
  油少一点 = ~oil
  不要太油 = ~oil
  别太咸 = +light_taste2
  清淡一点 = +light_taste2
  少放盐 = ~salt
  盐少放 = ~salt
  多放醋 = +vinegar3
  醋多一点 = +vinegar3
  多放点醋和辣 = +vinegar3 · +spicy3
  香菜多放 = +cilantro3
  多香菜 = +cilantro3
  多点葱花 = +scallion3
  加个荷包蛋 = +egg2
  别忘了放葱 = +scallion2
  不要忘了放香菜 = +cilantro2
  记得放葱 = +scallion2
  不能没有香菜 = +cilantro2
  不要不放葱 = +scallion2
  去冰 = -ice
  去冰。 = -ice
  少冰 = +ice1
  多冰 = +ice3
  正常冰 = +ice2
  不加冰 = -ice
  走冰 = -ice
  冰少一点 = +ice1
  去冰半糖 = -ice · +sweet1
  少冰 三分糖 = +ice1 · +sweet1
  半糖 = +sweet1
  无糖 = -sweet
  不加糖 = -sweet
  0糖 = -sweet
  全糖 = +sweet2
  七分糖 = +sweet1
  不要太甜 = +sweet1
  糖少放 = +sweet1
  多糖 = +sweet3
  常温 = +room_temperature2
  热饮 = +warm_drink2
  不要热的 = -warm_drink
  花生过敏 = !peanut
  对海鲜过敏 = !seafood
  对花生和虾过敏 = !peanut · !shrimp
  海鲜、坚果过敏 = !seafood · !nuts
  不能吃花生，过敏 = !peanut
  不要花生（过敏） = !peanut
  不要花生过敏 = !peanut
  过敏：芒果，牛奶 = !mango · !dairy
  乳糖不耐受 = !dairy
  对花生严重过敏！千万不要放 = !peanut
  不过敏 =
  对花生不过敏 =
  没有花生过敏 =
  孕妇 = +pregnant2
  孕妇，不要酒 = +pregnant2 · -alcohol
  不是孕妇 =
  清真 = +halal2
  素食 = +vegetarian2
  吃素，不要蒜 = +vegetarian2 · -garlic
  不吃猪肉 = -pork
  打包 = takeaway
  打包 微辣 = takeaway · +spicy1
  打包，微辣，不要香菜 = takeaway · +spicy1 · -cilantro
  打包带走 = takeaway
  不用打包 =
  不用餐具 = no_cutlery
  孩子吃，不要辣 = children · -spicy
  生日，多放点奶油 = birthday · +cream3
  多醋少辣不要香菜 = +vinegar3 · +spicy1 · -cilantro
  微微辣 = +spicy1
  不要香菜但是多放葱 = -cilantro · +scallion3
  不要肥肉 = -fat_meat
  免薑蔥 = -ginger · -scallion
  不要芫茜 = -cilantro
  忌口：香菜，葱 = -cilantro · -scallion
  不要紧 =
  没关系，随便做 =
  没问题 =
  不急 =
  不用找零 =
  有没有香菜 =
  辣吗？ =
  要不要加葱？ =
  放门口，不要敲门 = leave_at_door
  冰箱在门口，不要放里面 =
  不要冰淇淋 =
  不要酸菜鱼里的香菜 =
  糖尿病，少糖 = +sweet1
  香菜 =
  多少钱 =
  加油 =
  麻辣烫 =
  no cilantro = -cilantro
  No cilantro please! = -cilantro
  no onions = -onion
  no onions or garlic = -onion · -garlic
  no onions, garlic = -onion · -garlic
  without onion = -onion
  w/o onions = -onion
  hold the mayo = -mayonnaise
  please don't add cilantro = -cilantro
  don’t put any cilantro in it = -cilantro
  I don't like cilantro = -cilantro
  I can't eat pork = -pork
  leave out the chopped onions = -onion
  skip the garlic and ginger = -garlic · -ginger
  extra spicy = +spicy3
  very spicy = +spicy3
  not spicy = -spicy
  not too spicy = +spicy1
  I don't want it too spicy = +spicy1
  too spicy last time = +spicy1
  a little spicy = +spicy1
  medium spicy = +spicy2
  make it spicy = +spicy2
  non-spicy = -spicy
  less ice = +ice1
  ice less please = +ice1
  light ice = +ice1
  extra ice = +ice3
  no ice = -ice
  no ice, less sugar = -ice · +sweet1
  easy on the ice = +ice1
  half sugar = +sweet1
  30% sugar = +sweet1
  not too sweet = +sweet1
  no sugar = -sweet
  sugar free = -sweet
  sugar-free = -sweet
  gluten-free = -gluten
  nut free please = -nuts
  unsweetened =
  less oil, less salt = ~oil · ~salt
  easy on the salt = ~salt
  extra cheese and no onions = +cheese3 · -onion
  chicken, no onions = -onion
  chicken no onions = -onion
  plenty of scallions = +scallion3
  don't forget the scallions = +scallion2
  with extra vinegar = +vinegar3
  add an egg = +egg2
  allergic to peanuts = !peanut
  I'm allergic to peanuts and shellfish = !peanut · !shellfish
  peanut allergy = !peanut
  severe nut allergy!! = !nuts
  no peanuts (allergy) = !peanut
  no shrimp, allergic = !shrimp
  allergies: sesame, soy = !sesame · !soy
  lactose intolerant = !dairy
  not allergic to peanuts = 
  no allergies =
  no nut allergies =
  vegan = +vegan2
  vegetarian, no garlic = +vegetarian2 · -garlic
  halal please = +halal2
  pregnant, no alcohol = +pregnant2 · -alcohol
  to go = takeaway
  for my kids, not spicy = children · -spicy
  no utensils = no_cutlery
  dressing on the side = +sauce_apart2
  no problem =
  no worries =
  no rush, thanks =
  no thanks =
  don't mind cilantro = +cilantro2
  can't live without cilantro = +cilantro2
  no problem with cilantro = +cilantro2
  is there peanut in it? =
  does it have cilantro =
  ice cream please =
  no ice cream =
  more than 2 people =
  no mayo but extra ketchup = -mayonnaise · +ketchup3
  onions =
  面硬一点，汤少，加麻加辣 = ~soup · +numbing2 · +spicy2
  忌辛辣 = -spicy
  别给我放那么多油 = ~oil
  不放葱花 不要辣椒油 = -scallion · -spicy
  nothing spicy please = -spicy
  easy ice half sweet = +ice1 · +sweet1
  sugar level 30% = +sweet1
  mild spicy = +spicy1
  宝宝吃的，少盐不要味精谢谢 = children · ~salt · -msg
  三分甜去冰加珍珠 = +sweet1 · -ice · +boba2
  有点咸了下次少放盐 = ~salt
  上次的太咸 = ~salt
  葱蒜过敏！ = !scallion · !garlic
  本人海鲜过敏，千万别有虾 = !seafood · -shrimp
  没有忌口 =
  忌油腻 = -oil
  酱分开放 = +sauce_apart2
  把香菜换成葱花 =
  给双筷子 =
  不要麻辣，要微辣 = -numbing · +spicy1
  不要蒜，蒜过敏 = !garlic
  多放点香菜少放点葱 = +cilantro3 · ~scallion
  不要肥的，要瘦的 = -fat_meat
  咖啡不加糖不加奶 = -sweet · -dairy
  纯素的，不要鸡蛋不要奶 = +vegan2 · -egg · -dairy
  no dairy please, I'm lactose intolerant = !dairy
  oat milk instead of milk =
  burger without pickles and onions, extra cheese = -pickle · -onion · +cheese3
  no msg no garlic = -msg · -garlic
  please make it not spicy, it's for a kid = -spicy · children
  My daughter is allergic to eggs = !egg
  Allergy: shellfish = !shellfish
  no nuts, deathly allergic = !nuts
  It was too salty last time = ~salt
  could I get no onions? =
`;

const ROWS = PHRASES.trim()
  .split('\n')
  .map((line) => line.split('=').map((part) => part.trim()) as [string, string]);

test('there are enough phrases, each once', () => {
  expect(ROWS.length).toBeGreaterThanOrEqual(200);
  expect(new Set(ROWS.map(([phrase]) => phrase)).size).toBe(ROWS.length);
});

test.each(ROWS)('%s → %s', (phrase, expected) => {
  expect(read(phrase)).toBe(expected);
});

test('spans point at the word in the text as it was written, also in full width and traditional characters', () => {
  const text = 'ＮＯ　ＣＩＬＡＮＴＲＯ，免薑';
  expect(parseNote(text).map(({ value, span }) => [value, text.slice(...span)])).toEqual([
    ['cilantro', 'ＣＩＬＡＮＴＲＯ'],
    ['ginger', '薑'],
  ]);
});

test('of one thing the last word counts, but an allergy stays one', () => {
  expect(read('不要辣椒，微辣可以')).toBe('+spicy1');
  expect(read('花生过敏，多放花生')).toBe('!peanut');
});

test('on a note of allergies a bare word is one, and a wish is none', () => {
  expect(parseNote('花生 虾', { ofAllergies: true }).map(shown)).toEqual(['!peanut', '!shrimp']);
  expect(parseNote('peanuts, milk', { ofAllergies: true }).map(shown)).toEqual(['!peanut', '!dairy']);
});

test('a merchant adds words, says one otherwise, and switches one off', () => {
  const word = { kind: 'ingredient', en: 'house sauce', zh: '秘制酱' } as const;
  const words = lexiconWith([
    { ...word, key: 'house_sauce', terms: ['秘制酱', 'house sauce'] },
    { ...word, key: 'cilantro', terms: [] },
  ]);
  expect(parseNote('不要秘制酱，不要香菜', { words }).map(shown)).toEqual(['-house_sauce']);
});

test('nothing that people write breaks it', () => {
  for (const text of [
    '',
    '   ',
    '不',
    '不要',
    '!!!',
    '😀不要😀香菜',
    '不'.repeat(5000),
    'no '.repeat(2000),
    '香菜'.repeat(3000),
  ])
    expect(() => parseNote(text)).not.toThrow();
});
