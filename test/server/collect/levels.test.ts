import { describe, expect, it } from 'vitest'
import { guessLevel } from '../../../server/collect/levels.ts'
import { asLineText } from '../../../server/collect/lines.ts'

describe('the level of a line', () => {
  it.each([
    ['{"level":"error","msg":"x"}', 'error'],
    ['{"level":50,"time":1732442400000,"msg":"pino"}', 'error'],
    ['{"name":"bunyan","level":30,"msg":"x"}', 'info'],
    ['{"level":35,"msg":"an own level of pino"}', 'info'],
    ['{"severity":"WARNING","message":"gcp"}', 'warn'],
    ['{"@timestamp":"2026-11-24T10:00:00Z","log.level":"DEBUG"}', 'debug'],
    ['{"msg":"no level, level 50"}', 'unknown'],
    ['I1124 10:15:00.123456       1 main.go:12] klog', 'info'],
    ['E1124 10:15:00.123456       1 main.go:12] klog', 'error'],
    ['10:15:00.123 [main] ERROR com.x.Foo - failed', 'error'],
    ['2026-11-24 10:15:00.123  INFO 4242 --- [nio-8080-exec-1] c.x.Foo : ok', 'info'],
    ['2026-11-24T10:15:00.123+08:00  WARN 4242 --- [app] [main] c.x.Foo : ok', 'warn'],
    ['2026-11-24 10:15:00,123 - app.module - ERROR - python', 'error'],
    ['2026-11-24 10:15:00.123 [TID:a.1.2] [http-1] DEBUG c.x.Foo - x', 'debug'],
    ['ERROR:root:python', 'error'],
    ['[ERROR] plain', 'error'],
    ['[INFO ] padded', 'info'],
    ['[2026-11-24T10:15:00] [WARN] log4js', 'warn'],
    ['2026/11/24 10:15:00 [error] 7#7: nginx', 'error'],
    ['[10:15:00.123] INFO (42): pino-pretty', 'info'],
    ['\u001b[32mINFO\u001b[39m [10:15:00]: coloured', 'info'],
    ['10:15:00 | FATAL | loguru', 'fatal'],
    ['SEVERE: java.util.logging', 'error'],
    ['warn: winston', 'warn'],
    ['time="2026-11-24T10:15:00Z" level=warning msg="logrus"', 'warn'],
    ['ts=1 lvl=eror msg=x', 'unknown'],
    ['0 errors found', 'unknown'],
    ['Saved. No ERROR was found', 'unknown'],
    ['INFORMATION_SCHEMA is read', 'unknown'],
    ['Error handling is enabled', 'unknown'],
    ['部门为空', 'unknown'],
    ['', 'unknown'],
  ])('of %j is %s', (line, level) => {
    expect(guessLevel(asLineText(line), 'stdout')).toBe(level)
  })

  it.each([
    ['TypeError: Cannot read properties of undefined', 'error'],
    ['Error: boom', 'error'],
    ['Error [ERR_X]: boom', 'error'],
    ['Exception in thread "main" java.lang.IllegalStateException: x', 'error'],
    ['java.lang.NullPointerException', 'error'],
    ['Traceback (most recent call last):', 'error'],
    ['panic: runtime error: index out of range', 'fatal'],
    ['Debugger listening on ws://127.0.0.1', 'unknown'],
  ])('of %j on stderr is %s', (line, level) => {
    expect(guessLevel(asLineText(line), 'stderr')).toBe(level)
  })
})
