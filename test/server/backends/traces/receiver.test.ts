import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { type Client, credentials, Client as GrpcClient } from '@grpc/grpc-js'
import { describe, expect, test, vi } from 'vitest'
import type { EmbeddedTraces } from '../../../../server/backends/traces/embedded.ts'
import { openTraces } from '../../../support/embedded-traces.ts'
import { recordingLog } from '../../../support/recording-log.ts'

const signal = new AbortController().signal
const require = createRequire(import.meta.url)
/** What the agent itself generated from the .proto files: an encoder that is not ours. */
const proto = require('skywalking-backend-js/lib/proto/language-agent/Tracing_pb.js')
const common = require('skywalking-backend-js/lib/proto/common/Common_pb.js')

const encoded = (traceId: string, segmentId: string, spans = 1) => {
  const segment = new proto.SegmentObject()
  segment.setTraceid(traceId)
  segment.setTracesegmentid(segmentId)
  segment.setService('pay')
  segment.setServiceinstance('pay-prod-r1-1')
  for (let id = 0; id < spans; id += 1) {
    const span = new proto.SpanObject()
    span.setSpanid(id)
    span.setParentspanid(id - 1)
    span.setStarttime(1_700_000_000_000)
    span.setEndtime(1_700_000_000_123)
    span.setOperationname('GET:/付款')
    span.setSpantype(id === 0 ? 0 : 2)
    span.setSpanlayer(3)
    span.setComponentid(49)
    segment.addSpans(span)
  }
  return segment
}

const connect = (store: EmbeddedTraces): Client & Disposable => {
  const client = new GrpcClient(store.grpcAddress ?? '', credentials.createInsecure())
  return Object.assign(client, { [Symbol.dispose]: () => client.close() })
}

const same = (bytes: Buffer): Buffer => bytes
const collect = (client: Client, messages: Uint8Array[]): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const stream = client.makeClientStreamRequest('/skywalking.v3.TraceSegmentReportService/collect', same, same, (error, answer) =>
      error === null ? resolve(answer) : reject(error),
    )
    for (const message of messages) stream.write(Buffer.from(message))
    stream.end()
  })
const call = (client: Client, path: string, message: Uint8Array): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    client.makeUnaryRequest(`/skywalking.v3.${path}`, same, same, Buffer.from(message), (error, answer) =>
      error === null ? resolve(answer) : reject(error),
    )
  })

const post = (store: EmbeddedTraces, path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`http://${store.httpAddress}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

describe('the trace receiver over gRPC', () => {
  test('takes what the real agent reports, with the failing span and its stack', async () => {
    await using store = await openTraces()
    const service = fork(fileURLToPath(new URL('../../../support/traced-service.cjs', import.meta.url)), [store.grpcAddress ?? ''], {
      silent: true,
    })
    try {
      const [{ port }] = await once(service, 'message')
      expect(await (await fetch(`http://127.0.0.1:${port}/pay`)).text()).toBe('paid')
      const summary = await vi.waitFor(async () => {
        service.send('flush')
        const [found] = await store.list({ failed: true, limit: 10 }, signal)
        if (found === undefined || (await store.trace(found.traceId, signal))?.spans.length !== 4) throw new Error('not there yet')
        return found
      }, 20_000)
      expect(summary).toMatchObject({ service: 'pay', environment: 'test', operation: 'GET:/pay', failed: true, services: 1 })
      const spans = (await store.trace(summary.traceId, signal))?.spans ?? []
      const byOperation = (operation: string, kind: string) => spans.find((span) => span.operation === operation && span.kind === kind)
      const entry = byOperation('GET:/charge', 'entry')
      const exit = spans.find((span) => span.kind === 'exit')
      expect(entry).toMatchObject({ layer: 'Http', component: 'http', instance: 'pay-test-r7-1', failed: true })
      expect(entry?.refs).toEqual([{ segmentId: exit?.segmentId, spanId: exit?.spanId, kind: 'process' }])
      expect(entry?.tags).toContainEqual({ key: 'http.status_code', value: '500' })
      const stack = byOperation('Gateway/charge', 'local')?.logs[0]?.fields.find((field) => field.key === 'Stack')?.value
      expect(stack).toContain('TypeError: no department: 无部门\n    at charge')
    } finally {
      service.kill('SIGKILL')
    }
  })

  test('reads every field that the agent’s own encoder writes', async () => {
    await using store = await openTraces()
    using client = connect(store)
    const segment = encoded('t', 's', 2)
    const [, span] = segment.getSpansList()
    const pair = (key: string, value: string) => new common.KeyStringValuePair().setKey(key).setValue(value)
    span.setSpantype(1).setSpanlayer(1).setComponentid(4002).setPeer('db:3306').setIserror(true).setSkipanalysis(true)
    span.addTags(pair('db.statement', 'select 1'))
    span.addTags(pair('empty', ''))
    const log = new proto.Log()
    log.setTime(1_700_000_000_050)
    log.addData(pair('event', 'error'))
    span.addLogs(log)
    const ref = new proto.SegmentReference()
    ref.setReftype(1).setTraceid('t').setParenttracesegmentid('p').setParentspanid(3).setParentservice('x')
    span.addRefs(ref)
    expect(await collect(client, [segment.serializeBinary()])).toHaveLength(0)
    expect((await store.trace('t', signal))?.spans[1]).toEqual({
      segmentId: 's',
      spanId: 1,
      parentSpanId: 0,
      refs: [{ segmentId: 'p', spanId: 3, kind: 'thread' }],
      service: 'pay',
      instance: 'pay-prod-r1-1',
      operation: 'GET:/付款',
      kind: 'exit',
      layer: 'Database',
      component: 'Express',
      peer: 'db:3306',
      startAt: 1_700_000_000_000,
      endAt: 1_700_000_000_123,
      failed: true,
      tags: [
        { key: 'db.statement', value: 'select 1' },
        { key: 'empty', value: '' },
      ],
      logs: [{ at: 1_700_000_000_050, fields: [{ key: 'event', value: 'error' }] }],
    })
  })

  test('keeps the good segments of a stream that also carries rubbish, and logs the rubbish once a minute', async () => {
    const { log, lines } = recordingLog()
    await using store = await openTraces({ log })
    using client = connect(store)
    const rubbish = [Buffer.from([0xff, 0xff, 0xff]), Buffer.from('GET / HTTP/1.1'), new proto.SegmentObject().serializeBinary()]
    await collect(client, [...rubbish, encoded('t1', 'a').serializeBinary(), ...rubbish, encoded('t2', 'b').serializeBinary()])
    expect(await store.list({ limit: 10 }, signal)).toHaveLength(2)
    expect((await store.status(signal)).dropped).toBe(6)
    expect(lines.filter((line) => String(line.msg).includes('cannot be used'))).toHaveLength(1)
  })

  test('takes a collection in one call', async () => {
    await using store = await openTraces()
    using client = connect(store)
    const collection = new proto.SegmentCollection()
    collection.setSegmentsList([encoded('t', 'a'), encoded('t', 'b', 5000)])
    await call(client, 'TraceSegmentReportService/collectInSync', collection.serializeBinary())
    expect((await store.trace('t', signal))?.spans).toHaveLength(5001)
  })

  test('answers what agents report besides traces, so that none of them logs an error', async () => {
    await using store = await openTraces()
    using client = connect(store)
    for (const path of [
      'ManagementService/reportInstanceProperties',
      'ManagementService/keepAlive',
      'JVMMetricReportService/collect',
      'ConfigurationDiscoveryService/fetchConfigurations',
      'ProfileTask/getProfileTaskCommands',
    ])
      expect(await call(client, path, Buffer.from('anything'))).toHaveLength(0)
  })

  test('cuts what is beyond the caps, and says so on the trace', async () => {
    await using store = await openTraces()
    using client = connect(store)
    const segment = encoded('t', 's', 10_500)
    segment.setIssizelimited(true)
    segment
      .getSpansList()[0]
      .setOperationname('x'.repeat(5000))
      .setStarttime(Date.now() + 86_400_000)
    await collect(client, [segment.serializeBinary()])
    const trace = await store.trace('t', signal)
    expect(trace?.spans).toHaveLength(10_000)
    expect(trace?.spans[0]?.operation).toHaveLength(1000)
    expect(trace?.notes.map((note) => note.code)).toEqual([
      'trace.spans_cut',
      'trace.values_cut',
      'trace.cut_by_agent',
      'trace.from_the_future',
    ])
  })
})

describe('the trace receiver over HTTP', () => {
  const json = {
    traceId: 'T',
    traceSegmentId: 'T.1',
    service: 'hand',
    serviceInstance: 'hand-dev-r1-1',
    spans: [
      {
        spanId: 0,
        parentSpanId: -1,
        startTime: '1700000000000',
        endTime: 1_700_000_000_050,
        operationName: 'GET:/hand',
        spanType: 'Entry',
        spanLayer: 'Http',
        componentId: 49,
        isError: true,
        refs: [{ refType: 'CrossProcess', traceId: 'T', parentTraceSegmentId: 'T.0', parentSpanId: 1 }],
        logs: [{ time: 1_700_000_000_010, data: [{ key: 'stack', value: 'Error' }] }],
      },
    ],
  }

  test('takes a segment and a list of segments', async () => {
    await using store = await openTraces()
    expect((await post(store, '/v3/segment', json)).status).toBe(200)
    expect((await post(store, '/v3/segments', [json, { ...json, traceSegmentId: 'T.2' }])).status).toBe(200)
    expect((await post(store, '/v3/management/keepAlive', { service: 'hand' })).status).toBe(200)
    const spans = (await store.trace('T', signal))?.spans
    expect(spans).toHaveLength(2)
    expect(spans?.[0]).toMatchObject({
      kind: 'entry',
      layer: 'Http',
      component: 'http',
      startAt: 1_700_000_000_000,
      failed: true,
      peer: '',
    })
    expect(spans?.[0]?.refs).toEqual([{ segmentId: 'T.0', spanId: 1, kind: 'process' }])
  })

  test('says what is wrong with a request', async () => {
    await using store = await openTraces()
    const said = async (answer: Promise<Response>) => [(await answer).status, await (await answer).text()]
    expect(await said(post(store, '/v3/segment', '{'))).toEqual([400, 'The body is not valid JSON.'])
    expect(await said(post(store, '/v3/segments', json))).toEqual([400, expect.stringContaining('expected array')])
    expect(await said(post(store, '/v3/segments', [{ spans: [{ tags: 7 }] }]))).toEqual([400, expect.stringMatching(/^0\.spans\.0\.tags/)])
    expect((await post(store, '/v3/nothing', json)).status).toBe(404)
    expect((await post(store, '/v3/segment', json, { origin: 'http://evil.example' })).status).toBe(403)
    expect((await post(store, '/v3/segment', json, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await fetch(`http://${store.httpAddress}/v3/segment`)).status).toBe(405)
    expect((await post(store, '/v3/segment', 'x'.repeat(17 * 1024 * 1024))).status).toBe(413)
    expect(await store.list({ limit: 1 }, signal)).toEqual([])
  })
})

test('starts although its port is taken, says so, and takes the port when it is free', async () => {
  const squatter = createServer()
  await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve))
  const address = squatter.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await using store = await openTraces({ grpcPort: port, listenRetryMs: 50 })
  expect(store.grpcAddress).toBeNull()
  await expect(store.status(signal)).rejects.toThrow(`127.0.0.1:${port}`)
  await new Promise((resolve) => squatter.close(resolve))
  await vi.waitFor(() => expect(store.grpcAddress).toBe(`127.0.0.1:${port}`), 10_000)
  expect((await store.status(signal)).address).toContain(String(port))
})
