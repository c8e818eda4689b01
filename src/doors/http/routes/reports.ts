import { listReports, readReport, readReportPdf, sendReport } from '../../../proof/reports/index.ts';
import { on, type Route } from '../serve/route.ts';
import { readQuery } from '../serve/parse.ts';
import { contract } from '../contract.ts';

/** A PDF is no JSON, so it stands beside the table of operations. */
const pdf: Route = {
  method: 'GET',
  path: '/api/reports/:id/pdf',
  async run({ world, pool }, request, id) {
    const { workflow } = readQuery(contract.report.query, new URL(request.url).searchParams);
    const made = await readReportPdf(world, pool, id, workflow);
    return new Response(new Uint8Array(made.pdf), {
      headers: {
        'content-type': 'application/pdf',
        'content-disposition': `inline; filename="${made.name}"`,
        'cache-control': 'no-store',
      },
    });
  },
};

export const reportRoutes: Route[] = [
  on('reports')(({ door: { world, pool }, query }) => listReports(world, pool, query.period)),

  on('report')(({ door: { world, pool }, id, query }) => readReport(world, pool, id, query.workflow)),

  on('send_report')(({ door: { world, pool }, id, body, person }) =>
    sendReport(world, pool, person(), { id, ...body }),
  ),

  pdf,
];
