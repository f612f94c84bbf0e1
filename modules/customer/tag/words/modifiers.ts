/** What is said of the words around: none, less, more, please, or too much of it, as last time. */
export type Act = 'no' | 'less' | 'more' | 'want' | 'too';

const list = (text: string): string[] =>
  text
    .split(/[,\n]/)
    .map((term) => term.trim())
    .filter(Boolean);

/** Said before what it is said of, with a little between, or in Chinese after it. */
export const LOOSE: Readonly<Record<Act, readonly string[]>> = {
  no: list(`
    不要, 不用, 不需要, 不必, 不想要, 不想吃, 不能吃, 不可以吃, 不能有, 不能放, 不能加, 不能碰, 不吃, 不喝, 不加, 不放, 不搁, 不含, 不带, 不沾,
    别放, 别加, 别要, 别搁, 千万别, 千万不要, 千万别放, 去掉, 去除, 勿放, 勿加, 忌口, 讨厌, 不喜欢, 不喜, 不爱, 不爱吃, 不喜欢吃, 不太喜欢, 不太爱吃, 受不了,
    吃不了, 吃不惯, 吃不来, 不会吃, 拒绝, 免放, 没有, 挑出, 挑掉, 拿掉, 怕吃, 唔要, 唔好, 唔食, 不碰, 不许放, 可以不放, 可以不加, 忌食, 免加, 别给, 别给我, 不要给我, 不是, 不欢, 不行, 不爽, 不香, 一律不要,
    no, without, w/o, hold the, hold, don't add, do not add, dont add, don't put, do not put, dont put, don't want,
    do not want, dont want, don't like, do not like, dont like, doesn't like, don't eat, doesn't eat, do not eat, dont eat,
    can't eat, cannot eat, can't have, cannot have, can not eat, leave out, leave off, skip, minus, remove, take out, avoid,
    hate, hates, not, never, zero, sans, omit, exclude, nothing, can't stand, dislike, dislikes, don't use, do not use, never add,
    hold on the, don't include, do not include, non, keep off, can't do`),
  less: list(`
    少放, 少加, 少点, 少些, 少许, 少量, 少来, 稍微, 一点点, 有点, 有一点, 不太, 不要太, 别太, 不用太, 不能太, 不怎么, 别那么, 不要那么, 不要太多, 别太多, 不要放太多,
    别放太多, 不要加太多, 减少, 少一点, 少一些, 尽量少, 少少, 微微, 一丢丢, 不要多放, 别放多, 不要特别, 别特别, 不能太多, 一点, 不要很, 少给,
    less, easy, mild, mildly, light, lightly, little, a little, a bit of, a little bit of, a bit, easy on the, easy on, go easy on the, go easy on, not too, not so,
    not very, not overly, not too much, not too many, not much, reduced, low, a touch of, slightly, just a little, just a bit of, fewer, not extra,
    a splash of, a dash of, half the, light on the, don't want too much, nothing too, not super, not that`),
  more: list(`
    多放, 多加, 多点, 多来, 多来点, 加多, 加重, 特别, 超级, 双份, 加倍, 加量, 额外, 大量, 多一点, 多一些, 多给, 多多, 越多越好, 再多, 多要, 巨无霸, 非常, 狂放, 加份,
    extra, more, plenty of, lots of, a lot of, double, very, super, really, heavy on the, loads of, tons of, additional, as much, triple, load up on`),
  want: list(`
    要, 想要, 想吃, 想加, 喜欢, 喜欢吃, 爱吃, 能吃, 可以吃, 需要, 来点, 来份, 不怕, 别忘了, 别忘, 不要忘, 不要忘了, 别忘记, 不要忘记, 记得, 务必, 一定要, 必须, 必须要, 记得放, 记得加,
    正常, 标准, 不能没有, 不能没, 不能少, 不能不放, 少不了, 不介意, 可以, 可以放, 可以加, 离不开, 别漏, 不要漏, 不要漏了, 别漏了, 放点, 加点, 最爱, 麻烦加, 帮加, 要有, 不能忘, 接受, 能接受, 忘了放吗,
    with, add, want, like, likes, love, loves, prefer, prefers, include, don't forget, do not forget, dont forget, make it, need,
    regular, normal, medium, full, must have, can eat, ok with, okay with, fine with, no problem with, don't mind, do not mind, can handle, don't skip, don't skimp on, never skip, i'll have, can't live without, cannot live without, not without, don't leave out, do not leave out, not allergic to anything so`),
  too: list(`太, 那么多, 这么多, 太多, too, way too, too much`),
};

/** Said right before what it is said of, and otherwise a part of other words. */
export const TIGHT: Readonly<Record<Act, readonly string[]>> = {
  no: list(`不, 别, 免, 走, 去, 无, 勿, 忌, 戒, 没, 零, 怕, 0, 冇, 飞`),
  less: list(
    `少, 微, 减, 半, 三分, 五分, 七分, 3分, 5分, 7分, 三成, 五成, 七成, 轻, 低, 薄, 淡, 30%, 50%, 70%, half, quarter`,
  ),
  more: list(`多, 特, 重, 很, 超, 巨, 变态, 爆, 狂, 足, 浓, 最, 猛, 大`),
  want: list(`加, 放, 来, 给, 带, 有, 吃, 全, 中, 爱, 喝`),
  too: [],
};

/** English that may stand after the word: ice less, sugar-free. */
export const AFTER: ReadonlyMap<string, Act> = new Map([
  ['free', 'no'],
  ['less', 'less'],
  ['light', 'less'],
  ['extra', 'more'],
  ['more', 'more'],
  ['lite', 'less'],
  ['30%', 'less'],
  ['50%', 'less'],
  ['70%', 'less'],
]);

export const ALLERGY = list(`
  过敏, 过敏源, 过敏体质, 严重过敏, 会过敏, 不耐受, 过敏原, 过敏史, allergic to, allergic, allergy to, allergies to, allergy, allergies, intolerant to, intolerant, intolerance,
  severely allergic to, deadly allergic to, anaphylactic to, anaphylaxis`);

export const JOINS = list(`和, 跟, 与, 或, 或者, 及, 以及, 还有, 、, and, or, nor, &, +`);

/** What stands between and says nothing. */
export const FILLERS = list(`
  点, 点儿, 些, 个, 份, 勺, 片, 颗, 的, 请, 麻烦, 帮我, 帮忙, 给我, 我, 我们, 再, 把, 都, 也, 了, 对, 里面, 里, 任何, 那种, 这个, 这种, 谢谢, 哦, 啊, 呀, 哈, 吧, 呢, 老板, 师傅, 亲, 一份, 一下, 所有, 全部, 之类, 等, 什么,
  level, please, pls, plz, thanks, thank you, any, of, the, a, an, some, it, my, i, me, in, to, on, i'm, am, is, are, that, raw, fresh, so, just, put, have, be, also, you, too many, -, severe, severely, very very`);

/** What looks like something of the above, or holds it, and is something else. */
export const OPAQUE = list(`
  不要紧, 没关系, 没问题, 没事, 不急, 不客气, 不好意思, 不错, 不一定, 不知道, 不方便, 不在家, 不在, 不要敲门, 不要按门铃, 不用找零, 不用找, 不要催, 别催,
  不着急, 别着急, 无接触, 无所谓, 无人, 多谢, 多久, 多少钱, 多少, 多大, 少等, 稍等, 去年, 去拿, 走路, 走了, 免费, 免洗, 免密, 冰淇淋, 冰激凌, 雪糕, 油条, 油麦菜, 油菜,
  葱油饼, 葱油拌面, 糖醋, 糖葫芦, 辣条, 鱼香肉丝, 鱼香茄子, 鱼香, 蒜苗, 蒜薹, 重要, 主要, 只要, 快要, 要是, 要不然, 要么, 中午, 中间, 特价, 特色, 加油, 加班, 有人, 最后, 最好, 重新,
  重庆, 全家, 小心, 轻放, 轻拿轻放, 无线, 没空, 没人, 没带, 冰箱, 冰糖, 甜品, 甜点, 甜甜圈, 酸奶, 酸辣粉, 酸辣汤, 酸菜鱼, 糖尿病, 奶茶, 蛋糕, 牛肉面, 鸡肉饭, 面包, 面前, 前面, 后面, 见面, 对面, 方面, 门面, 上面, 下面, 外面,
  麻烦您, 麻辣烫, 麻辣香锅, 麻婆豆腐, 饭店, 饭点, 酒店, 汤勺, 酱香, 油泼面, 蛋挞, 肉夹馍, 小鱼, 汤圆, 姜先生, 姜女士, 葱葱, 大家, 大概, 大门, 很快, 很好, 超市, 超时, 有事, 有空, 给力, 来电, 来了, 带电, 吃饭, 多人, 别人, 特意, 没忘, 中文, 半小时, 半天, 足够, 重复, 放心, 水果, 爱心, 淡定, 低调,
  面硬, 面软, 硬一点, 香辣虾, 辣子鸡, 红烧肉, 不够, 少爷, 去冰箱,
  no problem, no worries, no rush, no hurry, no need, no thanks, no thank you, no idea, no one, no contact, no change, ice cream, hot dog, sweet potato, not sure,
  less than, more than, no later than, sweet and sour, ginger ale, looks like, feels like, like last time, fish tank, ice bucket, oil change, egg roll, eggnog, ice breaker, no doubt, no matter, not bad, for the date, corn dog, milk tea, rice bowl, pepperoni, fat chance, sweet of you, sweetheart, home sweet home, date of, update, hot pot, peppermint, butterfly, nutmeg, noodle soup, in the heat, no biggie, cold cut`);

/** A clause that asks says nothing of its own. */
export const QUESTIONS = list(`
  吗, 有没有, 是不是, 能不能, 可不可以, 要不要, 多少钱, 嘛, 几点, 什么时候, is there, does it, do you, is it, are there, can you tell, how much, what is, which`);
