import { CONSENT_PURPOSES, type ConsentPurpose } from '@shuke/contract';

export interface Wording {
  readonly purpose: ConsentPurpose;
  readonly version: number;
  readonly en: string;
  readonly zh: string;
}

type Texts = Readonly<Record<ConsentPurpose, Pick<Wording, 'en' | 'zh'>>>;

// People have agreed to these very words: whoever changes one gives the old one another home first. A test holds them.
const SHIPPED: Texts = {
  membership: {
    en: 'I would like to be a member here. The shop keeps the identifier I gave and my purchases, to run my membership.',
    zh: '我愿意成为会员。商家将保存我提供的标识和消费记录，用于会员服务。',
  },
  marketing: {
    en: 'The shop may send me offers and news. I can take this back at any time, on every message and in the shop.',
    zh: '我同意商家向我发送优惠和资讯。我可以随时在任一消息中或到店撤回同意。',
  },
  personalisation: {
    en: 'The shop may use what I bought to show me what suits me. Without this I see what everybody sees.',
    zh: '我同意商家根据我的消费记录展示更适合我的内容。不同意时，我看到的内容与所有人相同。',
  },
  profiling: {
    en: 'The shop may work out my habits and preferences from my visits and use them to choose offers for me.',
    zh: '我同意商家根据我的到店情况分析习惯和偏好，并据此为我挑选优惠。',
  },
  face: {
    en: 'The shop may recognise me by my face. This is my choice alone; I am served just as well without it.',
    zh: '我单独同意商家通过人脸识别我。此项完全自愿，不同意不影响任何服务。',
  },
};

/** The wordings that come with the program: version 0 of each purpose. */
export const SHIPPED_WORDINGS: readonly Wording[] = CONSENT_PURPOSES.map((purpose) => ({
  purpose,
  version: 0,
  ...SHIPPED[purpose],
}));
