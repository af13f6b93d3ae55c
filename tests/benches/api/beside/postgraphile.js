// PostGraphile on the tables of renkei, as its manual sets it up for production: the Amber preset, no explaining, no
// watching, no editor. It says where it listens and answers until it is ended.
import { createServer } from 'node:http';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';

const [database] = process.argv.slice(2);

const instance = postgraphile({
    extends: [PostGraphileAmberPreset],
    // It would let nobody ask for the rows that are in force, of which no index holds just these.
    disablePlugins: ['PgIndexBehaviorsPlugin'],
    pgServices: [
        makePgService({
            connectionString: database,
            schemas: ['public'],
            // As many as renkei opens.
            poolConfig: { max: 16 },
        }),
    ],
    grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
    grafast: { explain: false },
});

const server = createServer();
const serving = instance.createServ(grafserv);
await serving.addTo(server);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}/`));
