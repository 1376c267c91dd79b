// odata-query: filters and options as its readers would build them, sent as it writes them.

import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';

import buildQuery, { alias, duration, guid, raw } from 'odata-query';

import { AUDITS, ROOT, newTenant } from './connection.js';

const BULK = '0b1f6c2d-5a71-4d8b-9e33-7a4e9f1052c6';
const MORE = "Zoë's 100% + 1 & more #?";

/** What every question here is put to, the newest first. deviceDisplayName tells the rows apart. */
const ROWS = [
  { deviceDisplayName: 'a', requestDateTime: '2026-03-05T10:00:00Z', action: 'factoryReset', userName: 'Grace' },
  { deviceDisplayName: 'b', requestDateTime: '2026-03-04T12:00:00.5+02:00', action: 'remoteLock', userName: 'Ada' },
  { deviceDisplayName: 'c', requestDateTime: '2026-03-03T10:00:00Z', action: 'factoryReset', userName: 'ada' },
  { deviceDisplayName: 'd', requestDateTime: '2025-12-31T23:30:00-01:00', action: 'rebootNow', userName: MORE },
  { deviceDisplayName: 'e', requestDateTime: '2025-06-15T08:00:00Z', action: 'delete' },
];
Object.assign(ROWS[1], { actionState: 'done' });
Object.assign(ROWS[2], { actionState: 'failed', deviceActionCategory: 'bulk', bulkDeviceActionId: BULK });
Object.assign(ROWS[4], { actionState: 'canceled' });

const token = newTenant();
const ids = {};

before(async () => {
  for (const row of ROWS) {
    const answer = await ask('', { method: 'POST', body: JSON.stringify(row) });
    assert.equal(answer.status, 201, answer.text);
    ids[row.deviceDisplayName] = answer.json.id;
  }
});

const day = (text) => new Date(`${text}T00:00:00Z`);

const FILTERS = {
  'comparisons': [
    [{ userName: 'Ada' }, 'b'],
    [{ userName: { eq: 'Ada' } }, 'b'],
    [{ userName: { ne: 'Ada' } }, 'acde'],
    [{ userName: { gt: 'Grace' } }, 'cd'],
    [{ userName: { ge: 'Grace' } }, 'acd'],
    [{ userName: { lt: 'Grace' } }, 'b'],
    [{ userName: { le: 'Grace' } }, 'ab'],
    [{ userName: { gt: 'Ada', le: 'Grace' } }, 'a'],
    [{ userName: null }, 'e'],
    [{ userName: { ne: null } }, 'abcd'],
    [{ userName: { in: ['Ada', 'Grace', MORE] } }, 'abd'],
    [{ userName: MORE }, 'd'],
    [{ userName: alias('who', 'Ada') }, 'b'],
  ],
  'functions of text': [
    [{ userName: { contains: "'s 100% + 1 & more #?" } }, 'd'],
    [{ userName: { contains: '%' } }, 'd'],
    [{ userName: { startswith: 'A' } }, 'b'],
    [{ userName: { endswith: 'da' } }, 'bc'],
    [{ 'tolower(userName)': 'ada' }, 'bc'],
    [{ 'tolower(userName)': { ne: 'ada' } }, 'ade'],
    [{ 'toupper(userName)': { contains: 'DA' } }, 'bc'],
    [{ 'length(userName)': { gt: 5 } }, 'd'],
    [{ 'length(userName)': { in: [3, 5] } }, 'abc'],
    [{ "indexof(userName,'d')": 1 }, 'bc'],
    [{ 'substring(userName,1)': 'da' }, 'bc'],
    [{ 'substring(userName,0,3)': 'Gra' }, 'a'],
    [{ "concat(userName,'!')": 'Ada!' }, 'b'],
    [{ 'trim(userName)': 'Grace' }, 'a'],
  ],
  'enumerations': [
    [{ action: 'factoryReset' }, 'ac'],
    [{ action: '1' }, 'ac'],
    [{ action: raw('factoryReset') }, 'ac'],
    [{ action: raw("microsoft.graph.remoteAction'factoryReset'") }, 'ac'],
    [{ action: { ne: raw("microsoft.graph.remoteAction'factoryReset'") } }, 'bde'],
    [{ action: { gt: 'remoteLock' } }, 'de'],
    [{ action: { in: ['rebootNow', 'delete'] } }, 'de'],
    [{ action: { in: { type: 'raw', value: ['rebootNow', "microsoft.graph.remoteAction'delete'"] } } }, 'de'],
    [{ actionState: { ne: 'pending' } }, 'bce'],
    [{ deviceActionCategory: 'bulk' }, 'c'],
  ],
  'times': [
    [{ requestDateTime: new Date('2026-03-05T10:00:00Z') }, 'a'],
    [{ requestDateTime: { ge: new Date('2026-01-01T00:30:00Z') } }, 'abcd'],
    [{ requestDateTime: { gt: new Date('2026-01-01T00:30:00Z') } }, 'abc'],
    [{ requestDateTime: { ge: day('2026-01-01'), lt: day('2026-03-05') } }, 'bcd'],
    [{ requestDateTime: raw('2026-03-04T12:00:00.5%2B02:00') }, 'b'],
    [{ requestDateTime: { ge: raw('2026-01-01') } }, 'abcd'],
    [{ requestDateTime: { lt: raw('maxdatetime()') } }, 'abcde'],
    [{ requestDateTime: { gt: raw("2026-03-05T10:00:00Z sub duration'P2D'") } }, 'ab'],
    [{ '2026-03-05T10:00:00Z sub requestDateTime': { lt: duration('P2D') } }, 'ab'],
    [{ 'year(requestDateTime)': 2025 }, 'de'],
    [{ 'month(requestDateTime)': { in: [6, 12] } }, 'de'],
    [{ 'day(requestDateTime)': { gt: 4, lt: 31 } }, 'ae'],
    [{ 'hour(requestDateTime)': 12 }, 'b'],
    [{ 'minute(requestDateTime)': { ne: 0 } }, 'd'],
    [{ 'second(requestDateTime)': 0, 'minute(requestDateTime)': 30 }, 'd'],
    [{ 'fractionalseconds(requestDateTime)': 0.5 }, 'b'],
    [{ 'date(requestDateTime)': raw('2025-12-31') }, 'd'],
    [{ 'time(requestDateTime)': { ge: raw('12:00:00') } }, 'bd'],
    [{ 'totaloffsetminutes(requestDateTime)': 120 }, 'b'],
  ],
  'logic': [
    [{ userName: { endswith: 'da' }, action: 'factoryReset' }, 'c'],
    [[{ action: 'factoryReset' }, { actionState: 'failed' }], 'c'],
    [{ and: [{ action: 'factoryReset' }, { actionState: 'pending' }] }, 'a'],
    [{ or: [{ userName: 'Ada' }, { userName: 'Grace' }] }, 'ab'],
    [{ not: { userName: 'Ada' } }, 'acde'],
    [{ not: [{ userName: { contains: 'd' } }] }, 'ad'],
    [
      {
        or: [
          { and: [{ action: 'factoryReset' }, { not: { actionState: 'failed' } }] },
          { not: { requestDateTime: { ge: day('2026-01-01') } } },
        ],
      },
      'ae',
    ],
    ["userName eq 'Ada' or userName eq null", 'be'],
  ],
};

for (const [kind, cases] of Object.entries(FILTERS)) {
  describe(kind, () => {
    for (const [filter, expected] of cases) {
      test(buildQuery({ filter }).slice(1), async () => {
        assert.equal(await rows({ filter }), expected);
      });
    }
  });
}

describe('options', () => {
  const QUESTIONS = [
    [{ orderBy: 'userName' }, 'ebadc'],
    [{ orderBy: ['action', ['requestDateTime', 'asc']] }, 'cabde'],
    [{ orderBy: ['tolower(userName) desc', ['requestDateTime', 'desc']] }, 'dabce'],
    [{ top: 2 }, 'ab'],
    [{ skip: 1, top: 2 }, 'bc'],
    [{ top: 0 }, ''],
    [{ search: 'ada' }, 'bc'],
    [{ search: 'ada AND c OR "100% + 1"' }, 'cd'],
    [{ search: 'NOT ada', filter: { action: 'factoryReset' } }, 'a'],
    [{ format: 'json', filter: { userName: 'Ada' } }, 'b'],
  ];
  for (const [question, expected] of QUESTIONS) {
    test(buildQuery(question).slice(1), async () => {
      assert.equal(await rows(question), expected);
    });
  }

  test('count and select', async () => {
    const page = await answered({ count: true, select: ['id', 'userName'], top: 1 });

    assert.equal(page['@odata.count'], 5);
    assert.equal(page.value[0].userName, 'Grace');
    assert.equal('action' in page.value[0], false);
  });

  test('a count alone', async () => {
    const counted = await ask(buildQuery({ count: { action: 'factoryReset' } }));

    assert.equal(counted.status, 200, counted.text);
    assert.equal(counted.text, '2');
  });

  test('a key', async () => {
    assert.equal((await answered({ key: ids.d })).userName, MORE);
    assert.equal((await answered({ key: ids.d, select: 'userName' })).action, undefined);
  });

  test('a skip token', async () => {
    const first = await ask(buildQuery({ orderBy: 'userName' }), { headers: { Prefer: 'maxpagesize=3' } });
    const skiptoken = new URL(first.json['@odata.nextLink']).searchParams.get('$skiptoken');

    assert.equal(named(first.json), 'eba');
    assert.equal(await rows({ orderBy: 'userName', skiptoken: encodeURIComponent(skiptoken) }), 'dc');
  });
});

describe('what cannot be answered is refused by name', () => {
  const REFUSED = [
    [{ filter: { userName: { matchespattern: '^A' } } }, /matchesPattern/i],
    [{ filter: { action: { has: raw("microsoft.graph.remoteAction'delete'") } } }, /has/],
    [{ filter: { userName: { any: { eq: 'Ada' } } } }, /userName/],
    [{ filter: { bulkDeviceActionId: guid(BULK) } }, /./],
    [{ filter: { phone: '1' } }, /phone/],
    [{ filter: { action: 'explode' } }, /explode/],
    [{ expand: 'device' }, /\$expand/],
  ];
  for (const [question, message] of REFUSED) {
    test(buildQuery(question).slice(1), async () => {
      const answer = await ask(buildQuery(question));

      assert.equal(answer.status, 400, answer.text);
      assert.equal(answer.json.error.code, 'BadRequest');
      assert.match(answer.json.error.message, message);
      assert.match(answer.json.error.target, /^\$(filter|expand)$/);
    });
  }
});

/** The rows that a question finds, in the order in which they come. */
const rows = async (question) => named(await answered(question));

const named = (page) => page.value.map((item) => item.deviceDisplayName).join('');

async function answered(question) {
  const answer = await ask(buildQuery(question));
  assert.equal(answer.status, 200, answer.text);
  return answer.json;
}

async function ask(query, { headers = {}, ...more } = {}) {
  const response = await fetch(ROOT + AUDITS + query, {
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json', ...headers },
    ...more,
  });
  const text = await response.text();
  return { status: response.status, text, json: text.startsWith('{') ? JSON.parse(text) : undefined };
}
