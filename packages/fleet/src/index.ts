export { cancel } from "./cancel.js";
export {
  CONTRACT_VERSION,
  type FleetJob,
  type InspectJob,
  type ProbeJob,
  type ProbeOptions,
} from "./jobs/job.js";
export { jobId } from "./jobs/job-id.js";
export { inspectJobs, type ProbeShardOptions, probeJobs, type ShardPlace } from "./jobs/shards.js";
export { HostJoin } from "./join/host-join.js";
export { reportKey } from "./join/identity.js";
export { joinReports } from "./join/join-reports.js";
export { type FleetQueue, Queues } from "./queues.js";
export { checkRedis, redisOptions, redisPlace } from "./redis/connection.js";
export { type Cursor, type ResultBatch, trimBatches } from "./redis/results.js";
export { type ResultOptions, results } from "./results.js";
export { type FailedJob, type ScanStatus, scans, statusOf, type VantageStatus } from "./status.js";
export { type Submitted, submit } from "./submit.js";
export type { WorkerEvent } from "./worker/events.js";
export type { Means, Opener } from "./worker/reports-of.js";
export { FleetWorker, type FleetWorkerOptions } from "./worker/worker.js";
