// The peer: better-auth's email-otp plugin, three tries, on Node's own HTTP server, one process for each core.
// --port N, --accounts N, --workers N; PEER_DATABASE_URL names an empty database: postgres://postgres@localhost/peer?host=/a/socket's/directory
// --race marks each answer for which the plugin really compared the code: its 400 INVALID_OTP alone does not tell.
import { AsyncLocalStorage } from 'node:async_hooks';
import cluster from 'node:cluster';
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import { emailOTP } from 'better-auth/plugins';
import pg from 'pg';

const { values: given } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    accounts: { type: 'string', default: '1000' },
    workers: { type: 'string', default: String(availableParallelism()) },
    race: { type: 'boolean', default: false },
  },
});

const workers = Number(given.workers);
const lifetime = 3600;
const sent = new Map();
const answering = new AsyncLocalStorage();
const pool = new pg.Pool({ connectionString: process.env.PEER_DATABASE_URL, max: Math.ceil(32 / workers) });

// Stores the code plainly, as the plugin's default does, and sees each comparison.
const marked = {
  hash: async code => {
    answering.getStore()?.setHeader('x-compared', 'yes');
    return code;
  },
};

const options = {
  database: pool,
  baseURL: 'http://127.0.0.1',
  secret: 'only-for-benchmarks-only-for-benchmarks',
  rateLimit: { enabled: false },
  telemetry: { enabled: false },
  logger: { disabled: true },
  plugins: [
    emailOTP({
      allowedAttempts: 3,
      expiresIn: lifetime,
      storeOTP: given.race ? marked : 'plain',
      sendVerificationOTP: async ({ email, otp }) => void sent.set(email, otp),
    }),
  ],
};

// The rows of one account, as the plugin itself writes them. Fails when another version of it writes something else.
async function sample(auth) {
  const email = 'sample@example.com';
  const { internalAdapter } = await auth.$context;
  await internalAdapter.createUser({ email, name: 'sample', emailVerified: true });
  await auth.api.sendVerificationOTP({ body: { email, type: 'sign-in' } });
  const { rows: [row] } = await pool.query('select * from verification where identifier = $1', [`sign-in-otp-${email}`]);
  if (row?.value !== `${sent.get(email)}:0`) throw new Error(`Not the row that was expected: ${JSON.stringify(row)}`);
}

// Accounts a0@example.com, a1@example.com, …; no code starts with a 0, so that a guess which does is always wrong.
async function seed(accounts) {
  await pool.query(
    `insert into "user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
     select md5('user' || n), 'a' || n, 'a' || n || '@example.com', true, now(), now() from generate_series(0, $1 - 1) n`,
    [accounts]);
  await pool.query(
    `insert into verification (id, identifier, value, "expiresAt", "createdAt", "updatedAt")
     select md5('code' || n), 'sign-in-otp-a' || n || '@example.com', 100000 + floor(random() * 900000)::int || ':0',
       now() + make_interval(secs => $2), now(), now()
     from generate_series(0, $1 - 1) n`,
    [accounts, lifetime]);
  await pool.query('vacuum analyze');
}

// Only the race needs it: it has to know the right code.
async function rightCode(url, response) {
  const account = new URL(url, options.baseURL).searchParams.get('account');
  const { rows: [row] } = await pool.query(
    'select value from verification where identifier = $1', [`sign-in-otp-${account}@example.com`]);
  response.writeHead(row ? 200 : 404).end(row?.value.split(':')[0]);
}

async function prepare() {
  await (await getMigrations(options)).runMigrations();
  await sample(betterAuth(options));
  await seed(Number(given.accounts));
}

function serve() {
  const answer = toNodeHandler(betterAuth(options));
  const server = createServer((request, response) =>
    request.url.startsWith('/code?') ? rightCode(request.url, response)
      : given.race ? answering.run(response, () => answer(request, response))
        : answer(request, response));
  server.listen(Number(given.port), '127.0.0.1');
}

// The workers end with the primary, however it ends.
if (cluster.isPrimary) {
  await prepare();
  let listening = 0;
  cluster.on('listening', (_, { port }) => {
    listening += 1;
    if (listening === workers) console.log(`ready http://127.0.0.1:${port}`);
  });
  cluster.on('exit', () => process.exit(1));
  for (let worker = 0; worker < workers; worker += 1) cluster.fork();
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
} else {
  serve();
}
