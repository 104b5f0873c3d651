import Glibc
import Synchronization

/// Runs tasks on threads of our own: the calling one and as many more as are asked for.
///
/// The runtime's default executor is libdispatch, which watches its threads through /proc/PID/stat and breaks off the
/// program where there is no /proc. A host under examination may have none, so the program runs on this executor instead.
package final class WorkerExecutor: TaskExecutor {
    private struct State: Sendable {
        var jobs: [UnownedJob] = []
        var next = 0
        var isDone = false
    }
    private let state = Mutex(State())

    private init() {}

    package func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { $0.jobs.append(job) }
    }

    /// Runs `body` and every task below it to the end; the calling thread works too.
    package static func run(workers: Int, _ body: @escaping @Sendable () async -> Void) {
        let executor = WorkerExecutor()
        for _ in 1..<max(1, workers) { executor.startThread() }
        let task = Task(executorPreference: executor) {
            await body()
            executor.state.withLock { $0.isDone = true }
        }
        executor.work()
        _ = task
    }

    /// The corresponding call is `pthread_create`. Without a further thread the calling one does all the work.
    private func startThread() {
        var thread = pthread_t()
        let box = unsafe Unmanaged.passRetained(self)
        let result = unsafe pthread_create(
            &thread, nil,
            { context in
                guard let context = unsafe context else { return nil }
                unsafe Unmanaged<WorkerExecutor>.fromOpaque(context).takeRetainedValue().work()
                return nil
            }, box.toOpaque())
        if result == 0 { _ = pthread_detach(thread) } else { unsafe box.release() }
    }

    private enum Turn { case job(UnownedJob), idle, done }

    private func work() {
        while true {
            switch turn() {
            case .job(let job): unsafe job.runSynchronously(on: asUnownedTaskExecutor())
            case .idle: Machine.pause(microseconds: 200)
            case .done: return
            }
        }
    }

    private func turn() -> Turn {
        state.withLock { state in
            if state.next < state.jobs.count {
                let job = state.jobs[state.next]
                state.next += 1
                if state.next == state.jobs.count { (state.jobs, state.next) = ([], 0) }
                return .job(job)
            }
            return state.isDone ? .done : .idle
        }
    }
}
