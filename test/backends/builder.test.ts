import { createLocalBuilder } from '../../server/backends/builder/local.ts'
import { builderConformance } from './builder-conformance.ts'

builderConformance('local', createLocalBuilder)
