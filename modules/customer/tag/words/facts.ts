/** What is said by naming it: key | English | 中文 | how it is written. */
export const FACTS = {
  manner: `
    warm_drink       | hot drink        | 热饮   | 热饮, 热的, 温热, 加热, 温的, hot drink, served hot, warm
    room_temperature | room temperature | 常温   | 常温, 不冰不热, 室温, room temperature, room temp
    well_done        | well done        | 全熟   | 全熟, 熟一点, 煮烂, 煮软, 软一点, 软烂, well done, well-done
    medium_rare      | medium rare      | 五分熟 | 三分熟, 五分熟, 七分熟, medium rare, medium-rare, medium well
    light_taste      | light            | 清淡   | 清淡, 口味淡, 淡一点, 淡点, 别太咸, 不要太咸, 清淡一点, mild flavour, mild flavor, bland
    strong_taste     | strong           | 重口味 | 重口味, 口味重, 浓一点, 味重, strong flavour, strong flavor
    small_portion    | small portion    | 小份   | 小份, 饭少, 饭量小, 吃得少, 少饭, 少米饭, small portion, half portion
    large_portion    | large portion    | 大份   | 大份, 大碗, 饭多, 饭量大, 多饭, 多米饭, large portion, big portion
    sauce_apart      | sauce apart      | 酱分开 | 酱分开, 酱料分开, 汤面分开, 汤分开, 汤粉分开, 分开装, sauce on the side, dressing on the side, on the side
  `,
  diet: `
    halal      | halal      | 清真 | 清真, 回民, 回族, 穆斯林, halal, muslim
    kosher     | kosher     | 犹太洁食 | 犹太洁食, kosher
    vegetarian | vegetarian | 素食 | 素食, 吃素, 素的, 素食者, 素食主义, 全素, 纯素食, vegetarian, veggie
    vegan      | vegan      | 纯素 | 纯素, 严格素食, vegan, plant based, plant-based
    keto       | low carb   | 低碳 | 低碳, 生酮, 减脂, 健身餐, 减肥, low carb, low-carb, keto
    pregnant   | pregnant   | 孕妇 | 孕妇, 怀孕, 孕期, 孕妈, 备孕, 哺乳期, pregnant, pregnancy, expecting
  `,
  occasion: `
    birthday  | birthday  | 生日 | 生日, 过生日, 寿星, 长寿面, birthday
    children  | children  | 孩子 | 孩子, 小孩, 宝宝, 儿童, 小朋友, 孩子吃, 给娃, 小孩子, child, children, kid, toddler, baby
    elderly   | elderly   | 老人 | 老人, 爸妈, 奶奶, 爷爷, 老人家, 牙口不好, elderly, grandma, grandpa
    date      | date      | 约会 | 约会, 求婚, 纪念日, anniversary, proposal, date night
    business  | business  | 商务 | 商务, 宴请, 请客户, 招待客户, business lunch, business dinner, client
    patient   | patient   | 病人 | 病人, 生病, 感冒, 胃不好, 肠胃不好, 术后, 上火, sick, upset stomach
  `,
  habit: `
    takeaway     | takeaway       | 打包   | 打包, 带走, 外带, 打包带走, takeaway, take away, to go, take-out, takeout
    dine_in      | dine in        | 堂食   | 堂食, 在这吃, 店里吃, dine in, for here, eat in
    no_cutlery   | no cutlery     | 无需餐具 | 无需餐具, 不要餐具, 不用餐具, 不需要餐具, 不要筷子, 不用筷子, 不要一次性餐具, no cutlery, no utensils, no chopsticks
    left_handed  | left-handed    | 左撇子 | 左撇子, 左手, 惯用左手, left-handed, left handed, lefty
    no_call      | no phone calls | 勿打电话 | 不要打电话, 别打电话, 勿打电话, 不接电话, no calls, don't call, do not call
    leave_at_door| leave at door  | 放门口 | 放门口, 放在门口, 挂门把手, leave at the door, leave at door
    quick        | in a hurry     | 赶时间 | 赶时间, 快一点, 尽快, 加急, 快点, in a hurry, asap, in a rush
  `,
} as const;
