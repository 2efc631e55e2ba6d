// The invented parcels, news and sources of the mock server.
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const at = (days, time) => {
  const day = new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  return time ? `${day}T${time}` : day;
};
const ago = (minutes) => new Date(Date.now() - minutes * MINUTE).toISOString();
const NAMES = { postnl: 'PostNL', 'russian-post': 'Почта России', cainiao: 'Cainiao', cdek: 'СДЭК', '17track': '17TRACK' };

let last = 0;
const id = () => `0199aa00-0000-7000-8000-${String(++last).padStart(12, '0')}`;

function ask(source, number, outcome, minutes, more = {}) {
  return { source, name: NAMES[source], number, outcome, since: ago(minutes), asOf: outcome === 'FOUND' || outcome === 'NOT_FOUND' ? ago(minutes) : null, nextAt: ago(-40), detail: null, ...more };
}

function event(milestone, sub, when, city, office, text, more = {}) {
  return { id: id(), at: when, zone: 'stated', precision: 'second', text, code: null, milestone, sub, how: 'CODE', place: city || office ? { country: null, city, postcode: null, office } : null, carrier: 'russian-post', number: null, sources: ['russian-post'], leg: 0, key: false, ...more };
}

const waits = (code, urgency, on = null, reason = { code: 'no-local-number', args: {} }) => [
  { code, urgency, since: null, deadline: on && { on, known: 'TABLE' }, reasons: [reason], todo: `todo.${code}.text` },
];

/** What the server would say of a few stages. */
const WAITING = {
  'AVAILABLE_FOR_PICKUP/POST_OFFICE': waits('PICKUP', 'B', at(8), { code: 'storage-table', args: { days: '15' } }),
  'IN_TRANSIT/CUSTOMS_INFO_REQUIRED': waits('DOCUMENTS', 'A', at(3)),
  'RETURN/IN_TRANSIT': waits('RETURN', 'A'),
};

/** A shipment with its journey, from the few things that matter. */
export function journeyOf({ number, title = '', milestone, sub, since = null, place = null, events = [], asks, ...more }) {
  const sources = asks ?? [ask('russian-post', number, 'FOUND', 12)];
  const { numbers = [{ number, via: 'PERSON', carrier: null }], legs = [], origin = null, destination = null, promise = null, ended = false, ...rest } = more;
  const shipment = {
    id: id(), title, note: '', number, numbers: numbers.map((each) => each.number), createdAt: ago(60 * 24 * 15), archivedAt: null, muted: false,
    milestone, sub, since, lastEventAt: since, lastText: events.at(-1)?.text ?? null, place, country: destination,
    promisedFrom: promise?.from ?? null, promisedTo: promise?.to ?? null, pickupUntil: null, ended, attentions: WAITING[`${milestone}/${sub}`] ?? [], sources,
    checkedAt: sub === 'NOT_POLLED_YET' ? null : ago(12), nextCheckAt: ago(-48), ...rest,
  };
  return { ...shipment, journey: { number, numbers, milestone, sub, since, reached: events.filter((each) => each.key).map(({ milestone, sub, at }) => ({ milestone, sub, at })), arrival: { promise }, origin, destination, serviceLevel: rest.serviceLevel ?? null, weightGrams: rest.weightGrams ?? null, pickupUntil: shipment.pickupUntil, legs, events, sources } };
}

export function shipments() {
  const cn = { carrier: 'china-post', sources: ['cainiao'], leg: 0 };
  return [
    journeyOf({
      number: 'RB123456785CN', title: 'Наушники с шумоподавлением', milestone: 'IN_TRANSIT', sub: 'IMPORT_CUSTOMS', since: at(-3, '11:20:00Z'), place: 'Москва',
      origin: 'CN', destination: 'RU', weightGrams: 310, serviceLevel: 'Registered small packet', promise: { from: at(3), to: at(7), source: 'cainiao' },
      numbers: [{ number: 'RB123456785CN', via: 'PERSON', carrier: 'china-post', carrierName: 'China Post', link: 'https://www.ems.com.cn/' }, { number: 'LP00612345678901', via: 'SOURCE', carrier: 'cainiao', carrierName: 'Cainiao', link: null }],
      legs: [{ carrier: 'china-post', name: 'China Post', number: 'RB123456785CN', from: at(-16), to: at(-12), phase: 'ORIGIN' }, { carrier: 'russian-post', name: 'Почта России', number: 'RB123456785CN', from: at(-3), to: null, phase: 'IMPORT' }],
      asks: [ask('russian-post', 'RB123456785CN', 'FOUND', 12), ask('cainiao', 'LP00612345678901', 'OUTAGE', 190, { asOf: ago(260) }), ask('17track', 'RB123456785CN', 'NO_KEY', 9000)],
      events: [
        event('INFO_RECEIVED', 'ANNOUNCED', at(-17), null, null, '卖家已发货', { ...cn, precision: 'day', zone: 'assumed', key: true }),
        event('IN_TRANSIT', 'PICKED_UP', at(-15, '18:00:00+08:00'), 'Дунгуань', null, '【东莞市】已收寄', { ...cn, zone: 'assumed', key: true }),
        event('IN_TRANSIT', 'GENERAL', at(-13, '09:12:00+08:00'), 'Гуанчжоу', null, 'Arrived at export processing, flight check', { ...cn }),
        event('IN_TRANSIT', 'LEFT_ORIGIN_COUNTRY', at(-12, '23:41:00+08:00'), 'Гуанчжоу', null, '离开【广州国际】', { ...cn, key: true }),
        event('UNKNOWN', 'UNMAPPED', at(-7, '10:00:00'), null, null, 'Consignment reallocated <b>AWB</b> 784-1', { ...cn, zone: 'unknown', code: 'GTMS_X' }),
        event('IN_TRANSIT', 'ARRIVED_DEST_COUNTRY', at(-3, '03:05:00+03:00'), 'Москва', 'Внуково', 'Прибыло на территорию РФ', { code: '9/1', leg: 1, key: true }),
        event('IN_TRANSIT', 'IMPORT_CUSTOMS', at(-3, '14:20:00+03:00'), 'Москва', 'Внуково', 'Передано таможне', { code: '14/0', sources: ['russian-post', 'cainiao'], leg: 1, key: true }),
      ],
    }),
    journeyOf({
      number: '80111197318427', title: 'Зимние ботинки, 2 места', milestone: 'AVAILABLE_FOR_PICKUP', sub: 'POST_OFFICE', since: at(-1, '08:10:00Z'), place: 'Новосибирск 630099', origin: 'RU', destination: 'RU', pickupUntil: at(8, '16:59:00Z'), weightGrams: 2140,
      events: [
        event('IN_TRANSIT', 'PICKED_UP', at(-6, '12:03:00+03:00'), 'Казань', 'Казань 420300', 'Принято в отделении связи', { code: '1/2', key: true }),
        event('IN_TRANSIT', 'DEPARTED_FACILITY', at(-5, '19:30:00+03:00'), 'Казань', 'МСЦ Казань', 'Покинуло сортировочный центр', { code: '8/4' }),
        event('IN_TRANSIT', 'ARRIVED_DELIVERY_OFFICE', at(-1, '08:00:00+07:00'), 'Новосибирск', null, 'Прибыло в место вручения', { code: '8/2', key: true }),
        event('AVAILABLE_FOR_PICKUP', 'POST_OFFICE', at(-1, '15:10:00+07:00'), 'Новосибирск', '630099', 'Ожидает адресата в месте вручения', { code: '8/2', key: true }),
      ],
    }),
    journeyOf({ number: '3SABCD1234567', title: 'Луковицы тюльпанов', milestone: 'NOT_FOUND', sub: 'NOT_POLLED_YET', asks: [ask('postnl', '3SABCD1234567', 'NO_EXTRAS', 3)], extras: [{ need: POSTCODE, told: false, missing: true }, { need: PHONE, told: false, missing: false }], numbers: [{ number: '3SABCD1234567', via: 'PERSON', carrier: 'postnl', carrierName: 'PostNL', link: null, pages: [{ carrier: 'postnl', name: 'PostNL', address: 'https://www.postnl.nl', withNumber: false, asked: 'yes' }, { carrier: 'fedex', name: 'FedEx', address: 'https://www.fedex.com/fedextrack/?trknbr=3SABCD1234567', withNumber: true, asked: 'no' }, { carrier: 'ups', name: 'UPS', address: 'https://www.ups.com/track?tracknum=3SABCD1234567', withNumber: true, asked: 'key' }, { carrier: 'somali-post', name: 'Somali Post', address: null, withNumber: false, asked: 'no' }] }] }),
    journeyOf({ number: '10098765432', title: 'Плата ESP32', milestone: 'IN_TRANSIT', sub: 'CUSTOMS_INFO_REQUIRED', since: at(-2, '09:00:00Z'), place: 'Екатеринбург', origin: 'CN', destination: 'RU', asks: [ask('cdek', '10098765432', 'FOUND', 33)], events: [event('IN_TRANSIT', 'CUSTOMS_INFO_REQUIRED', at(-2, '14:00:00+05:00'), 'Екатеринбург', null, 'Требуются паспортные данные', { carrier: 'cdek', sources: ['cdek'], key: true })] }),
    journeyOf({ number: 'RM001122334RU', title: 'Книга в подарок бабушке', milestone: 'RETURN', sub: 'IN_TRANSIT', since: at(-4, '07:00:00Z'), place: 'Самара', origin: 'RU', destination: 'KZ', events: [event('IN_TRANSIT', 'PICKED_UP', at(-30, '12:00:00+03:00'), 'Тула', null, 'Принято', { key: true }), event('RETURN', 'IN_TRANSIT', at(-4, '10:00:00+03:00'), 'Самара', null, 'Возврат по иным обстоятельствам', { key: true })] }),
    journeyOf({ number: 'LZ987654321CN', title: 'Чехол для телефона', milestone: 'IN_TRANSIT', sub: 'HANDED_TO_LAST_MILE', since: at(-1, '05:00:00Z'), place: 'Москва', origin: 'CN', destination: 'RU', promise: { from: at(2), to: at(5), source: 'cainiao' } }),
    journeyOf({ number: '10055544433', title: 'Подарок', milestone: 'OUT_FOR_DELIVERY', sub: 'COURIER', since: ago(150), place: 'Новосибирск', origin: 'RU', destination: 'RU', promise: { from: at(0), to: at(0), source: 'cdek' }, asks: [ask('cdek', '10055544433', 'FOUND', 4)] }),
    journeyOf({ number: 'UM123123123CN', title: 'Набор отвёрток с очень длинным названием, которое продавец писал для поисковой машины и не думал о людях', milestone: 'IN_TRANSIT', sub: 'TRANSPORT_DEPARTED', since: at(-5, '10:00:00Z'), place: 'Шэньчжэнь', origin: 'CN', destination: 'RU', promise: { from: at(7), to: at(18), source: 'cainiao' }, asks: [ask('russian-post', 'UM123123123CN', 'FOUND', 38)] }),
    journeyOf({ number: 'CE055667788DE', milestone: 'IN_TRANSIT', sub: 'LEFT_ORIGIN_COUNTRY', since: at(-9, '10:00:00Z'), place: 'Frankfurt', origin: 'DE', destination: 'RU', promise: { from: at(-6), to: at(-2), source: 'russian-post' }, asks: [ask('russian-post', 'CE055667788DE', 'OUTAGE', 70, { asOf: ago(600) })] }),
    journeyOf({ number: 'YT2631200123456789', title: 'Лампа', milestone: 'NOT_FOUND', sub: 'NO_DATA', createdAt: ago(60 * 26), asks: [ask('17track', 'YT2631200123456789', 'NO_KEY', 60), ask('cainiao', 'YT2631200123456789', 'NOT_FOUND', 45)] }),
    journeyOf({ number: '80088812345678', title: 'Кофе в зёрнах', milestone: 'DELIVERED', sub: 'COLLECTED', since: at(-2, '14:40:00Z'), place: 'Новосибирск', ended: true, origin: 'RU', destination: 'RU', events: [event('DELIVERED', 'COLLECTED', at(-2, '21:40:00+07:00'), 'Новосибирск', '630099', 'Вручение адресату почтальоном', { code: '2/1', key: true })] }),
  ];
}

export function many(count) {
  const stages = [['IN_TRANSIT', 'PROCESSED'], ['IN_TRANSIT', 'ARRIVED_DELIVERY_OFFICE'], ['INFO_RECEIVED', 'ANNOUNCED'], ['DELIVERED', 'DELIVERED'], ['IN_TRANSIT', 'LEFT_ORIGIN_COUNTRY']];
  const towns = ['Москва', 'Казань', 'Тверь', 'Омск', 'Guangzhou', 'Leipzig', 'Алматы'];
  return Array.from({ length: count }, (_, n) => {
    const [milestone, sub] = stages[n % stages.length];
    return journeyOf({ number: 'RA' + String(100000000 + n) + 'CN', title: n % 4 ? `Order ${n + 1}` : '', milestone, sub, since: at(-(n % 9), '10:00:00Z'), place: towns[n % towns.length], ended: milestone === 'DELIVERED' });
  });
}

export function news() {
  const item = (title, kind, args, minutes, more = {}) => ({ id: id(), shipmentId: '0199aa00-0000-7000-8000-000000000008', title, number: 'RB123456785CN', kind, args, why: { key: 'why.following', args: { day: '1 ноября' } }, madeAt: ago(minutes), readAt: null, told: [{ channel: 'mail', state: 'sent', at: ago(minutes - 1), problem: null }], ...more });
  return [
    item('Подарок', 'MILESTONE', { milestone: 'OUT_FOR_DELIVERY', sub: 'COURIER', place: 'Новосибирск' }, 150),
    item('Чехол для телефона', 'PROMISE', { date: '26–29 ноября' }, 400, { told: [{ channel: 'mail', state: 'given-up', at: null, problem: '550 mailbox unavailable' }] }),
    item('Зимние ботинки, 2 места', 'MILESTONE', { milestone: 'AVAILABLE_FOR_PICKUP', sub: 'POST_OFFICE', place: 'Новосибирск 630099' }, 1500, { readAt: ago(1200) }),
    item('Лампа', 'NUMBER', { to: 'LZ987654321CN' }, 1700, { readAt: ago(1200), told: [{ channel: 'mail', state: 'waiting', at: null, problem: null }] }),
  ];
}

const field = (name, secret, en, ru) => ({ name, secret, required: true, label: { en, ru } });
const door = (code, more = {}) => ({ code, batch: 1, budget: null, off: false, needsKey: (more.fields ?? []).length > 0, every: 'PT1H', spacing: 'PT1S', fields: [], ...more });
const none = { since: null, calls: 0, failures: {} };
const day = (calls, failures = {}) => ({ since: ago(60 * 23), calls, failures });
const source = (code, en, ru, state, more = {}) => ({
  code, name: { en, ru }, site: 'https://example.org', kind: 'carrier', carriers: [code], doors: [door('api')], door: 'api', ready: state !== 'no-key', needsKey: false, key: state === 'no-key' ? 'missing' : 'nothing', keySet: false, state, since: ago(190), lastSuccessAt: ago(12), lastFailureAt: null, detail: null, nextCallAt: null, budgetUsed: null, budget: null, queue: 0, day: none, week: none, needs: [], sheet: { document: en + ' tracking API', date: '2026-11-20' }, unknown: more.unknownCodes?.length ?? 0, unknownCodes: [], hook: null, ...more,
});
const POSTCODE = { name: 'postcode', label: { en: 'Postcode of the recipient', ru: 'Индекс получателя' }, pattern: '\\d{4}[A-Z]{2}', example: '1000AA', required: true };
const PHONE = { name: 'phone_tail', label: { en: 'Last four digits of the phone', ru: 'Последние четыре цифры телефона' }, pattern: '\\d{4}', example: '0000', required: false };
const key = [field('key', true, 'API key', 'Ключ API')];
const more = ['DPD', 'Meest', 'Packeta', 'Bring', 'Canada Post', 'Nova Poshta', 'Ukrposhta', 'Thailand Post', 'Correios', 'Boxberry', 'PECOM', 'Dellin', 'Yandex Delivery', 'kuaidi100', 'Ship24', 'EasyPost', 'YunExpress', '4PX', 'Belpost', '5Post', 'Evri', 'Australia Post', 'Royal Mail', 'La Poste', 'DHL'].map((name, n) => {
  const code = name.toLowerCase().replace(' ', '-');
  if (n % 6 === 5) return source(code, name, name, 'off', { lastSuccessAt: null, since: null, needsKey: n % 2 === 0 });
  if (n % 5 === 0) return source(code, name, name, n % 2 ? 'fine' : 'idle', { day: n % 2 ? day(240) : none });
  if (n % 7 === 1) return source(code, name, name, 'no-key', { lastSuccessAt: null, doors: [door('page', { off: true, spacing: 'PT10S', every: 'PT6H' })], door: 'page', needsKey: true });
  return source(code, name, name, 'no-key', { lastSuccessAt: null, needsKey: true, doors: [door('api', { fields: key })] });
});

const page = (code, name, url, takes, asked, needs = []) => ({ code, name: { en: name, ru: name }, page: url, pageTakesNumber: takes, asked, needs });

export const sources = {
  carriers: [
    page('china-post', 'China Post', 'http://www.chinapost.com.cn', false, 'no'),
    { ...page('russian-post', 'Russian Post', 'https://www.pochta.ru/tracking?barcode={number}', true, 'yes'), name: { en: 'Russian Post', ru: 'Почта России' } },
    { ...page('cdek', 'CDEK', 'https://www.cdek.ru/ru/tracking?order_id={number}', true, 'yes'), name: { en: 'CDEK', ru: 'СДЭК' } },
    page('cainiao', 'Cainiao', 'https://global.cainiao.com/newDetail.htm?mailNoList={number}', true, 'yes'),
    page('ups', 'UPS', 'https://www.ups.com/track?tracknum={number}', true, 'key'),
    page('fedex', 'FedEx', 'https://www.fedex.com/fedextrack/?trknbr={number}', true, 'no'),
    page('postnl', 'PostNL', 'https://www.postnl.nl', false, 'yes', [POSTCODE, PHONE]),
    page('somali-post', 'Somali Post', null, false, 'no'),
  ],
  needs: [POSTCODE, PHONE],
  items: [
    source('russian-post', 'Russian Post', 'Почта России', 'fine', { needsKey: true, key: 'screen', keySet: true, budgetUsed: 62, budget: 100, queue: 3, day: day(62, { outage: 2 }), door: 'single', doors: [door('single', { budget: 100, every: 'PT3H', fields: [field('login', false, 'Login', 'Логин'), field('password', true, 'Password', 'Пароль')] }), door('tickets', { batch: 500, every: 'PT3H', fields: [field('login', false, 'Login', 'Логин'), field('password', true, 'Password', 'Пароль')] })], unknownCodes: [{ code: '70/3', example: 'Операция с РПО «прочее»', seen: 4, lastAt: ago(300) }, { code: '1016', example: '', seen: 1, lastAt: ago(3000) }] }),
    source('cainiao', 'Cainiao', 'Cainiao', 'outage', { detail: 'HTTP 503 from global.cainiao.example', nextCallAt: ago(-20), day: day(1204, { outage: 180, blocked: 3 }), doors: [door('page', { batch: 10, every: 'PT6H', spacing: 'PT10S' })], door: 'page' }),
    source('cdek', 'CDEK', 'СДЭК', 'idle', { needsKey: true, key: 'environment', hook: '/hooks/cdek/6fJq2v8Rk1s9', doors: [door('account', { fields: [field('id', false, 'Account', 'Учётная запись'), field('secret', true, 'Secret', 'Секрет')] })], door: 'account' }),
    source('17track', '17TRACK', '17TRACK', 'no-key', { kind: 'aggregator', needsKey: true, carriers: ['china-post', 'ups', 'fedex', 'postnl', 'somali-post', 'cdek', 'cainiao', 'usps', 'evri', 'dpd'], since: null, lastSuccessAt: null, doors: [door('api', { batch: 40, budget: 100, fields: [field('key', true, 'Access key', 'Ключ доступа')] })] }),
    source('gdeposylka', 'Gdeposylka', 'Где посылка', 'quota', { kind: 'aggregator', needsKey: true, key: 'screen', keySet: true, nextCallAt: ago(-500), carriers: ['russian-post'], budgetUsed: 50, budget: 50, day: day(50), doors: [door('api', { budget: 50, fields: [field('token', true, 'Token', 'Токен')] })] }),
    source('inpost', 'InPost', 'InPost', 'unreadable', { detail: 'expected a list of events, met a web page', day: day(90, { unreadable: 90 }) }),
    source('postnl', 'PostNL', 'PostNL', 'fine', { day: day(12), needs: [POSTCODE, PHONE], doors: [door('api'), door('page', { off: true, every: 'PT6H', spacing: 'PT5S' })] }),
    ...more,
  ],
};

export const people = [
  { id: 'a1', name: 'Анна', email: 'anna@example.org', operator: true },
  { id: 'a2', name: 'Борис', email: 'boris@example.org', operator: false },
];

/** Numbers in a text, with invented reasons. */
export function recognise(text) {
  const numbers = [...new Set(text.toUpperCase().match(/\b(?:[A-Z]{2}\d{9}[A-Z]{2}|\d{10,14}|[A-Z]{2}\d{12,18}|3S[A-Z0-9]{9,13})\b/g) ?? [])];
  return numbers.map((number) => {
    const postal = /^[A-Z]{2}\d{9}[A-Z]{2}$/.test(number);
    if (number.endsWith('9CN')) {
      return { input: number, number, candidates: [{ carrier: 'china-post', grade: 'mistyped', confidence: 0.3, service: null, origin: 'CN', reasons: [{ code: 'check-digit', text: 'The check digit should be 5' }] }], suggestions: [number.replace('9CN', '5CN')] };
    }
    const candidates = postal
      ? [{ carrier: 'china-post', grade: 'verified', confidence: 0.97, service: 'registered', origin: 'CN', reasons: [{ code: 'check-digit', text: 'The check digit fits (S10)' }, { code: 'country', text: 'CN at the end: issued by China Post' }] }, { carrier: 'russian-post', grade: 'possible', confidence: 0.4, service: null, origin: null, reasons: [{ code: 'destination', text: 'Your country: the post that will deliver it' }] }]
      : /^\d{14}$/.test(number)
        ? [{ carrier: 'russian-post', grade: 'verified', confidence: 0.9, service: null, origin: 'RU', reasons: [{ code: 'check-digit', text: 'The check digit fits' }] }]
        : /^3S/.test(number) ? [{ carrier: 'postnl', grade: 'verified', confidence: 0.9, service: null, origin: 'NL', reasons: [{ code: 'shape', text: 'Begins with 3S' }] }]
        : /^\d+$/.test(number) ? [{ carrier: 'cdek', grade: 'possible', confidence: 0.6, service: null, origin: null, reasons: [{ code: 'length', text: 'Ten or eleven digits' }] }, { carrier: 'ups', grade: 'possible', confidence: 0.2, service: null, origin: null, reasons: [] }] : [];
    return { input: number, number, candidates, suggestions: [] };
  });
}
