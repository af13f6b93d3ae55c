// mercurius, compiled by graphql-jit, over better-sqlite3: the page of twenty as somebody would write it who knows both.
// One statement, prepared once; what is asked of it continues from a key, and one row more tells whether anything
// follows. It says where it listens and answers until it is ended.
import { join } from 'node:path';
import Database from 'better-sqlite3';
import Fastify from 'fastify';
import mercurius from 'mercurius';

const [folder] = process.argv.slice(2);
const database = new Database(join(folder, 'renkei.sqlite'), { readonly: true });

// What anybody may see and has not closed, as renkei decides it; the sum keeps SQLite from the index of publications.
const listed = `f.born + 0 <= (SELECT visible FROM publication WHERE id = 1)
    AND (f.dead IS NULL OR f.dead > (SELECT visible FROM publication WHERE id = 1))
    AND f.resource_id NOT IN (SELECT id FROM resource WHERE lifecycle <> 'active')`;
const columns = `lower(hex(f.resource_id)) AS hex, f.sort_key AS sortKey, f.kind, f.name, f.kana,
    f.office_number AS officeNumber, f.postal_code AS postalCode, f.municipality_code AS municipality, f.city, f.rest,
    f.latitude, f.longitude, f.url`;
const first = database.prepare(`SELECT ${columns} FROM resource_facts f WHERE f.kind = ? AND ${listed}
    ORDER BY f.sort_key, f.resource_id LIMIT ?`);
const next = database.prepare(`SELECT ${columns} FROM resource_facts f WHERE f.kind = ? AND ${listed}
    AND (f.sort_key, f.resource_id) > (?, ?) ORDER BY f.sort_key, f.resource_id LIMIT ?`);

const schema = `
    enum ResourceOrder { NAME }
    input ResourceFilter { kinds: [ResourceKind!] }
    scalar ResourceKind
    type Query {
        resources(filter: ResourceFilter!, orderBy: ResourceOrder, first: Int!, after: String): ResourceConnection
    }
    type ResourceConnection { edges: [ResourceEdge!]! pageInfo: PageInfo! }
    type ResourceEdge { cursor: String! node: Resource! }
    type PageInfo { hasNextPage: Boolean! endCursor: String }
    type Address { postalCode: String municipalityCode: String line: String! }
    type Location { latitude: Float! longitude: Float! }
    type Resource {
        id: ID!
        kind: String!
        name: String!
        kana: String
        officeNumber: String
        address: Address
        location: Location
        url: String
    }
`;

const cursorOf = (row) => Buffer.from(`${row.hex}${row.sortKey}`).toString('base64url');

const uuid = (hex) =>
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;

const resource = (row) => ({
    id: Buffer.from(`resource:${uuid(row.hex)}`).toString('base64url'),
    kind: row.kind.toUpperCase(),
    name: row.name,
    kana: row.kana,
    officeNumber: row.officeNumber,
    address:
        row.city === null
            ? null
            : {
                  postalCode: row.postalCode,
                  municipalityCode: row.municipality === null ? null : String(row.municipality).padStart(6, '0'),
                  line: row.city + (row.rest ?? ''),
              },
    location: row.latitude === null ? null : { latitude: row.latitude, longitude: row.longitude },
    url: row.url,
});

const rowsOf = (kind, size, after) => {
    if (after === undefined || after === null) return first.all(kind, size);
    const key = Buffer.from(after, 'base64url').toString();
    return next.all(kind, key.slice(32), Buffer.from(key.slice(0, 32), 'hex'), size);
};

const resolvers = {
    Query: {
        resources(_, { filter, first: size, after }) {
            const rows = rowsOf(filter.kinds[0].toLowerCase(), size + 1, after);
            const hasNextPage = rows.length > size;
            if (hasNextPage) rows.pop();
            const edges = rows.map((row) => ({ cursor: cursorOf(row), node: resource(row) }));
            return { edges, pageInfo: { hasNextPage, endCursor: edges.at(-1)?.cursor ?? null } };
        },
    },
};

const app = Fastify({ logger: false });
// Compiled when it is asked for the first time.
app.register(mercurius, { schema, resolvers, jit: 1 });
console.log(`${await app.listen({ host: '127.0.0.1', port: 0 })}/`);
