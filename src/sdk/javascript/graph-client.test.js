// Microsoft's Graph client for JavaScript.

import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  BatchRequestContent,
  BatchResponseContent,
  GraphError,
  PageIterator,
  ResponseType,
} from '@microsoft/microsoft-graph-client';

import { AUDITS, ROOT, audit, graph, reader } from './connection.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

test('creates an audit and reads it back', async () => {
  const client = graph();
  const sent = audit({ userName: 'Zoë 📱', requestDateTime: '2026-01-02T03:04:05.1234567-08:00' });

  const made = await client.api(AUDITS).post(sent);
  const read = await client.api(`${AUDITS}/${made.id}`).get();

  assert.match(made.id, UUID);
  assert.equal(read['@odata.type'], '#microsoft.graph.remoteActionAudit');
  assert.equal(read['@odata.etag'], 'W/"1"');
  assert.deepEqual({ ...read, ...sent }, read);
  assert.equal(read.actionState, 'pending');
  assert.deepEqual(read, made);
});

test('speaks to every version of the service', async () => {
  const client = graph();
  const { id } = await client.api(AUDITS).post(audit());

  const read = await client.api(`${AUDITS}('${id}')`).version('v1.0').get();

  assert.equal(read.id, id);
  assert.equal(
    read['@odata.context'],
    ROOT.replace('/beta', '/v1.0') + '/$metadata#deviceManagement/remoteActionAudits/$entity',
  );
});

test('filters, orders, counts, selects, skips and cuts', async () => {
  const client = await withNames('Grace', 'Ada', 'Linus', 'Ken');

  const page = await client
    .api(AUDITS)
    .filter("userName ne 'Linus' and action eq 'remoteLock'")
    .orderby('userName')
    .select(['id', 'userName'])
    .count(true)
    .skip(1)
    .top(1)
    .get();

  assert.equal(page['@odata.count'], 3);
  assert.deepEqual(names(page), ['Grace']);
  assert.equal(page.value[0].action, undefined);
  assert.equal(page['@odata.nextLink'], undefined);
});

test('filters by text of every kind', async () => {
  const name = "Zoë's 100% + 1 & more #?";
  const client = await withNames('Grace', name);

  const escaped = encodeURIComponent(`userName eq '${name.replaceAll("'", "''")}'`);

  assert.deepEqual(names(await client.api(AUDITS).filter(escaped).get()), [name]);
  assert.deepEqual(names(await client.api(AUDITS).filter("startswith(userName,'Zoë')").get()), [
    name,
  ]);
});

test('searches whatever the consistency level', async () => {
  const client = await withNames('Grace Hopper', 'Ada', 'Linus');

  const page = await client
    .api(AUDITS)
    .header('ConsistencyLevel', 'eventual')
    .search('"grace hopper" OR ada')
    .count()
    .get();

  assert.equal(page['@odata.count'], 2);
  assert.deepEqual(names(page), ['Grace Hopper', 'Ada']);
});

test('counts as plain text', async () => {
  const client = await withNames('Grace', 'Ada', 'Linus');

  const count = await client.api(`${AUDITS}/$count`).filter("userName gt 'B'").get();

  assert.equal(count, '2');
});

test('iterates over all pages of a filter in its order', async () => {
  const client = await withNames('e', 'd', 'c', 'x', 'b', 'a', 'f');
  const headers = { Prefer: 'odata.maxpagesize=2' };
  const first = await client
    .api(AUDITS)
    .headers(headers)
    .filter("userName ne 'x'")
    .orderby('userName desc')
    .top(5)
    .get();
  const seen = [];

  const pages = new PageIterator(client, first, (item) => seen.push(item.userName) > 0, { headers });
  await pages.iterate();

  assert.equal(first.value.length, 2);
  assert.deepEqual(seen, ['f', 'e', 'd', 'c', 'b']);
  assert.equal(pages.isComplete(), true);
});

test('pauses between pages and goes on', async () => {
  const client = await withNames('a', 'b', 'c', 'd', 'e');
  const first = await client.api(AUDITS).header('Prefer', 'maxpagesize=2').get();
  const seen = [];

  const pages = new PageIterator(client, first, (item) => seen.push(item.userName) !== 2);
  await pages.iterate();
  const pausedAfter = [...seen];
  await client.api(AUDITS).post(audit({ userName: 'late', requestDateTime: '2026-02-01T00:00:00Z' }));
  await pages.resume();

  assert.deepEqual(pausedAfter, ['a', 'b']);
  assert.deepEqual(seen, ['a', 'b', 'c', 'd', 'e']);
});

test('updates what it names, and only what it read', async () => {
  const client = graph();
  const made = await client.api(AUDITS).post(audit({ userName: 'Ada', deviceIMEI: '35-1' }));
  const change = () =>
    client
      .api(`${AUDITS}/${made.id}`)
      .header('If-Match', made['@odata.etag'])
      .patch({ actionState: 'done', userName: null });

  const changed = await change();
  const error = await refused(412, change);

  assert.equal(changed.actionState, 'done');
  assert.equal(changed.userName, null);
  assert.equal(changed.deviceIMEI, '35-1');
  assert.equal(changed['@odata.etag'], 'W/"2"');
  assert.equal(error.code, 'PreconditionFailed');
});

test('sends back all that it read, and one change', async () => {
  const client = graph();
  const { id } = await client.api(AUDITS).post(audit({ userName: 'Ada' }));
  const read = await client.api(`${AUDITS}/${id}`).get();

  const changed = await client.api(`${AUDITS}/${id}`).patch({ ...read, userName: 'Grace' });

  assert.deepEqual({ ...changed, '@odata.etag': 'W/"1"', userName: 'Ada' }, read);
  assert.equal(changed.userName, 'Grace');
});

test('is answered nothing when it prefers the minimum', async () => {
  const client = graph();
  const { id } = await client.api(AUDITS).post(audit());

  const answer = await client
    .api(`${AUDITS}/${id}`)
    .header('Prefer', 'return=minimal')
    .responseType(ResponseType.RAW)
    .update({ userName: 'Ada' });

  assert.equal(answer.status, 204);
  assert.equal(answer.headers.get('preference-applied'), 'return=minimal');
  assert.equal((await client.api(`${AUDITS}/${id}`).get()).userName, 'Ada');
});

test('reads the history of an audit over its pages', async () => {
  const client = graph();
  const { id } = await client.api(AUDITS).post(audit());
  for (const userName of ['Ada', 'Grace', null]) {
    await client.api(`${AUDITS}/${id}`).patch({ userName });
  }
  const headers = { Prefer: 'odata.maxpagesize=3' };
  const first = await client.api(`${AUDITS}/${id}/history`).headers(headers).get();
  const seen = [];

  await new PageIterator(client, first, (entry) => seen.push(entry) > 0, { headers }).iterate();

  assert.equal(first.value.length, 3);
  assert.deepEqual(
    seen.map((entry) => [entry.sequence, entry.operation]),
    [
      [1, 'create'],
      [2, 'update'],
      [3, 'update'],
      [4, 'update'],
    ],
  );
  assert.deepEqual(seen[3].changes, [{ property: 'userName', before: 'Grace', after: null }]);
});

test('deletes', async () => {
  const client = graph();
  const { id } = await client.api(AUDITS).post(audit());

  await client.api(`${AUDITS}/${id}`).delete();

  assert.equal((await refused(404, () => client.api(`${AUDITS}/${id}`).get())).code, 'ResourceNotFound');
  assert.deepEqual((await client.api(AUDITS).get()).value, []);
});

test('finds all faults of a body in its error', async () => {
  const client = graph();

  const error = await refused(400, () => client.api(AUDITS).post({ userName: 'Ada', phone: '1' }));

  const body = JSON.parse(error.body);
  assert.equal(error.code, 'BadRequest');
  assert.equal(error.message, body.message);
  assert.deepEqual(body.details.map((detail) => detail.target).sort(), [
    'action',
    'phone',
    'requestDateTime',
  ]);
});

test('is told which option cannot be answered', async () => {
  const client = graph();

  const error = await refused(400, () => client.api(AUDITS).expand('device').get());

  assert.equal(error.code, 'BadRequest');
  assert.equal(JSON.parse(error.body).target, '$expand');
});

test('is refused without a token that does', async () => {
  const unknown = await refused(401, () => graph('no-token').api(AUDITS).get());
  const forbidden = await refused(403, () => graph(reader()).api(AUDITS).post(audit()));

  assert.equal(unknown.code, 'InvalidAuthenticationToken');
  assert.match(unknown.headers.get('www-authenticate'), /^Bearer /);
  assert.equal(forbidden.code, 'Forbidden');
  assert.match(forbidden.message, /DeviceManagementConfiguration\.ReadWrite\.All/);
});

test('gets its own request id back, and the security of TLS', async () => {
  const client = graph();

  const answer = await client
    .api(AUDITS)
    .header('client-request-id', 'my-id-1')
    .responseType(ResponseType.RAW)
    .get();

  assert.equal(answer.headers.get('client-request-id'), 'my-id-1');
  assert.match(answer.headers.get('request-id'), UUID);
  assert.match(answer.headers.get('strict-transport-security'), /^max-age=/);
});

test('does one request of a batch after another', async () => {
  const client = graph();
  const content = new BatchRequestContent([
    part('create', AUDITS, 'POST', audit({ id: 'of-a-batch', userName: 'Ada' })),
    part('update', `${AUDITS}/of-a-batch`, 'PATCH', { userName: "Zoë's" }),
    part('list', `${AUDITS}?$filter=startswith(userName,'Zoë')&$count=true`, 'GET'),
    part('delete', `${AUDITS}/of-a-batch`, 'DELETE'),
  ]);
  content.addDependency('update', 'create');
  content.addDependency('list', 'update');
  content.addDependency('delete', 'list');

  const answers = await batch(client, content);

  assert.deepEqual(statuses(answers), { create: 201, update: 200, list: 200, delete: 204 });
  assert.equal((await answers.getResponseById('create').json()).userName, 'Ada');
  const list = await answers.getResponseById('list').json();
  assert.equal(list['@odata.count'], 1);
  assert.deepEqual(names(list), ["Zoë's"]);
  assert.deepEqual((await client.api(AUDITS).get()).value, []);
});

test('fails what depends on a failed request of a batch, and nothing else', async () => {
  const client = graph();
  const { id } = await client.api(AUDITS).post(audit());
  const content = new BatchRequestContent([
    part('before', `${AUDITS}/${id}`, 'GET'),
    part('missing', `${AUDITS}/missing`, 'GET'),
    part('behind', `${AUDITS}/${id}`, 'DELETE'),
  ]);
  content.addDependency('missing', 'before');
  content.addDependency('behind', 'missing');

  const answers = await batch(client, content);

  assert.deepEqual(statuses(answers), { before: 200, missing: 404, behind: 424 });
  const { error } = await answers.getResponseById('behind').json();
  assert.equal(error.code, 'FailedDependency');
  assert.equal((await client.api(`${AUDITS}/${id}`).get()).id, id);
});

const batch = async (client, content) =>
  new BatchResponseContent(await client.api('/$batch').post(await content.getContent()));

const statuses = (answers) =>
  Object.fromEntries([...answers.getResponses()].map(([id, answer]) => [id, answer.status]));

/** One request of a batch. The client cuts the origin off, which Node.js wants there. */
const part = (id, address, method, body) => ({
  id,
  request: new Request(`https://localhost${address}`, {
    method,
    headers: body && { 'Content-Type': 'application/json' },
    body: body && JSON.stringify(body),
  }),
});

/** A client of a tenant that has audits of these users, in the order of the list. */
async function withNames(...users) {
  const client = graph();
  for (const [i, userName] of users.entries()) {
    const requestDateTime = new Date(Date.UTC(2026, 0, 2, 3, 4, 59 - i)).toISOString();
    await client.api(AUDITS).post(audit({ userName, requestDateTime }));
  }
  return client;
}

const names = (page) => page.value.map((item) => item.userName);

/** The error that a call ends in, whose fields are all read from the answer. */
async function refused(status, call) {
  const error = await call().then(
    () => assert.fail('The call was not refused.'),
    (thrown) => thrown,
  );
  assert.ok(error instanceof GraphError, String(error));
  assert.equal(error.statusCode, status);
  assert.match(error.requestId, UUID);
  assert.equal(error.requestId, error.headers.get('request-id'));
  assert.ok(Math.abs(Date.now() - error.date.getTime()) < 60_000, `date: ${error.date}`);
  assert.ok(error.message.length > 0);
  return error;
}
