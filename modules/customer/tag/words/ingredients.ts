/** What is put into food and drink: key | English | 中文 | how it is written. */
export const INGREDIENTS = `
  cilantro    | cilantro     | 香菜   | 香菜, 芫荽, 芫茜, 香菜末, cilantro, coriander
  scallion    | scallion     | 葱     | 葱, 葱花, 小葱, 大葱, 香葱, 青葱, 葱末, scallion, green onion, spring onion
  onion       | onion        | 洋葱   | 洋葱, 洋葱圈, onion
  garlic      | garlic       | 蒜     | 蒜, 大蒜, 蒜蓉, 蒜末, 蒜泥, 蒜头, garlic
  ginger      | ginger       | 姜     | 姜, 生姜, 姜丝, 姜片, 姜末, ginger
  chives      | chives       | 韭菜   | 韭菜, 韭黄, chive
  celery      | celery       | 芹菜   | 芹菜, 西芹, celery
  carrot      | carrot       | 胡萝卜 | 胡萝卜, 红萝卜, carrot
  pepper_veg  | bell pepper  | 青椒   | 青椒, 彩椒, 甜椒, 尖椒, bell pepper, green pepper
  bitter_melon| bitter melon | 苦瓜   | 苦瓜, bitter melon
  eggplant    | eggplant     | 茄子   | 茄子, eggplant, aubergine
  tomato      | tomato       | 番茄   | 番茄, 西红柿, tomato
  mushroom    | mushroom     | 蘑菇   | 蘑菇, 香菇, 菌菇, 金针菇, 木耳, mushroom
  corn        | corn         | 玉米   | 玉米, corn
  cucumber    | cucumber     | 黄瓜   | 黄瓜, cucumber
  lettuce     | lettuce      | 生菜   | 生菜, lettuce
  bean_sprout | bean sprouts | 豆芽   | 豆芽, 豆芽菜, bean sprout
  pickle      | pickles      | 酸菜   | 酸菜, 泡菜, 榨菜, 咸菜, 雪菜, pickle, gherkin
  olive       | olives       | 橄榄   | 橄榄, olive
  pineapple   | pineapple    | 菠萝   | 菠萝, 凤梨, pineapple
  mango       | mango        | 芒果   | 芒果, mango
  peach       | peach        | 桃     | 桃子, 水蜜桃, peach
  kiwi        | kiwi         | 猕猴桃 | 猕猴桃, 奇异果, kiwi
  strawberry  | strawberry   | 草莓   | 草莓, strawberry
  durian      | durian       | 榴莲   | 榴莲, durian
  lemon       | lemon        | 柠檬   | 柠檬, lemon
  peanut      | peanut       | 花生   | 花生, 花生米, 花生碎, 花生酱, peanut, peanut butter
  nuts        | nuts         | 坚果   | 坚果, 核桃, 杏仁, 腰果, 榛子, nut, tree nut, walnut, almond, cashew, hazelnut
  sesame      | sesame       | 芝麻   | 芝麻, 白芝麻, 麻酱, 芝麻酱, 香油, 麻油, sesame, tahini
  soy         | soy          | 大豆   | 大豆, 黄豆, 豆制品, 豆浆, soy, soya, soybean, tofu
  gluten      | gluten       | 麸质   | 麸质, 小麦, 面筋, 麦麸, gluten, wheat
  egg         | egg          | 鸡蛋   | 鸡蛋, 蛋, 荷包蛋, 煎蛋, 卤蛋, 蛋黄, 蛋清, egg
  dairy       | dairy        | 奶制品 | 奶制品, 牛奶, 乳糖, 乳制品, 鲜奶, 奶, dairy, milk, lactose
  cream       | cream        | 奶油   | 奶油, 奶盖, 奶泡, cream, whipped cream
  cheese      | cheese       | 芝士   | 芝士, 奶酪, 起司, cheese
  butter      | butter       | 黄油   | 黄油, butter
  seafood     | seafood      | 海鲜   | 海鲜, 海产, seafood
  shrimp      | shrimp       | 虾     | 虾, 虾仁, 虾皮, 虾米, 大虾, shrimp, prawn
  crab        | crab         | 蟹     | 蟹, 螃蟹, 蟹黄, 蟹肉, crab
  shellfish   | shellfish    | 贝类   | 贝类, 扇贝, 生蚝, 蛤蜊, 花甲, 甲壳类, shellfish, clam, oyster, mussel, scallop
  fish        | fish         | 鱼     | 鱼, 鱼肉, 三文鱼, 金枪鱼, fish, salmon, tuna, anchovy, anchovies
  pork        | pork         | 猪肉   | 猪肉, 猪油, 培根, 火腿, pork, bacon, ham, lard
  beef        | beef         | 牛肉   | 牛肉, beef
  lamb        | lamb         | 羊肉   | 羊肉, lamb, mutton
  chicken     | chicken      | 鸡肉   | 鸡肉, chicken
  meat        | meat         | 肉     | 肉, 肉末, 荤, 荤腥, meat
  fat_meat    | fatty meat   | 肥肉   | 肥肉, 肥的, 鸡皮, fatty meat, fat, skin
  offal       | offal        | 内脏   | 内脏, 下水, 猪肝, 大肠, 毛肚, 动物内脏, offal, liver, tripe
  blood       | blood curd   | 血     | 鸭血, 猪血, 毛血, blood curd
  oil         | oil          | 油     | 油, 食用油, 油腻, 油的, oil, oily, grease, greasy
  salt        | salt         | 盐     | 盐, 咸, 盐分, 咸味, salt, salty, sodium
  msg         | MSG          | 味精   | 味精, 鸡精, msg, monosodium glutamate
  vinegar     | vinegar      | 醋     | 醋, 陈醋, 香醋, vinegar
  soy_sauce   | soy sauce    | 酱油   | 酱油, 生抽, 老抽, soy sauce
  oyster_sauce| oyster sauce | 蚝油   | 蚝油, oyster sauce
  black_pepper| pepper       | 胡椒   | 胡椒, 黑胡椒, 胡椒粉, 白胡椒, black pepper, pepper
  cumin       | cumin        | 孜然   | 孜然, cumin
  star_anise  | star anise   | 八角   | 八角, 大料, 桂皮, star anise
  basil       | basil        | 罗勒   | 罗勒, 九层塔, basil
  mustard     | mustard      | 芥末   | 芥末, 黄芥末, 山葵, mustard, wasabi
  mayonnaise  | mayonnaise   | 沙拉酱 | 沙拉酱, 蛋黄酱, 美乃滋, mayonnaise, mayo
  ketchup     | ketchup      | 番茄酱 | 番茄酱, ketchup
  sauce       | sauce        | 酱     | 酱, 酱汁, 酱料, 汤汁, sauce, gravy, dressing
  soup        | soup         | 汤     | 汤, soup, broth
  rice        | rice         | 米饭   | 米饭, 饭, rice
  noodle      | noodles      | 面     | 面, 面条, noodle
  alcohol     | alcohol      | 酒精   | 酒精, 酒, 料酒, alcohol, liquor
  caffeine    | caffeine     | 咖啡因 | 咖啡因, caffeine
  boba        | boba         | 珍珠   | 珍珠, 波霸, boba, tapioca, pearl
  coconut     | coconut      | 椰果   | 椰果, 椰奶, 椰子, coconut
  pudding     | pudding      | 布丁   | 布丁, pudding
  red_bean    | red bean     | 红豆   | 红豆, red bean
  seafood_roe | roe          | 鱼籽   | 鱼籽, 鱼子, roe
  penicillin  | penicillin   | 青霉素 | 青霉素, penicillin
`;
