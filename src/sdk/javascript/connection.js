// The running service, as the Java test that started it says in the environment.

import { Client } from '@microsoft/microsoft-graph-client';

export const AUDITS = '/deviceManagement/remoteActionAudits';
export const ROOT = required('GATEWAY_ORIGIN') + '/beta';

const writers = required('GATEWAY_WRITERS').split(' ');

/** The token of a person of a tenant that no other test has, who may do everything. */
export function newTenant() {
  const token = writers.pop();
  if (token === undefined) {
    throw new Error('There are more tests than tenants in GATEWAY_WRITERS.');
  }
  return token;
}

/** The token of a person who may only read. */
export const reader = () => required('GATEWAY_READER');

/** Microsoft's client of whoever holds a token; only base URL and host are not Graph's own. */
export function graph(token = newTenant()) {
  return Client.init({
    baseUrl: required('GATEWAY_ORIGIN'),
    defaultVersion: 'beta',
    customHosts: new Set(['localhost']),
    authProvider: (done) => done(null, token),
  });
}

/** An audit of which nothing is said but what must be, and what else a test says. */
export const audit = (more = {}) => ({
  action: 'remoteLock',
  requestDateTime: '2026-01-02T03:04:05Z',
  ...more,
});

function required(name) {
  const value = process.env[name];
  if (!value) {
    throw new Error(`${name} is not set. ./mvnw verify -Psdk starts the service and sets it.`);
  }
  return value;
}
