//! Worker processes of the same binary, and the watch over them.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::io::BufReader;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, PoisonError, mpsc};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::frame::{self, Answer, Job};
use super::{LayoutError, WORKER_COMMAND};

/// A worker that holds more after a page is replaced: its successor begins small.
const TIRED_MEMORY: u64 = 150 << 20;
/// How often the watch looks.
const WATCH_EVERY: Duration = Duration::from_millis(15);
/// Ticks a second of the times in `/proc`, the same on every Linux.
const TICKS: u64 = 100;
/// Failed starts after which no more are tried.
const MOST_FAILED_STARTS: usize = 3;
/// Why a worker was ended.
const OVER_TIME: &str = "time";
const OVER_MEMORY: &str = "memory";

/// How a worker is started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkerCommand {
    /// The program.
    pub program: PathBuf,
    /// Its arguments.
    pub arguments: Vec<OsString>,
}

impl WorkerCommand {
    /// A worker of this program.
    ///
    /// # Errors
    /// When the program does not know where it lies.
    pub fn of_this_program() -> std::io::Result<Self> {
        Ok(Self::of(std::env::current_exe()?))
    }

    /// A worker of the program that lies there.
    pub fn of(program: impl Into<PathBuf>) -> Self {
        WorkerCommand {
            program: program.into(),
            arguments: vec![WORKER_COMMAND.into()],
        }
    }
}

/// What one page may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes that a worker may hold; one that holds more is ended.
    pub memory: u64,
    /// Processor time. Not the clock's: a busy machine must not change a report.
    pub processor_time: Duration,
    /// The clock's limit for a worker that hangs without working; for any, where the system does not tell what it
    /// works.
    pub idle_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            memory: 300 << 20,
            processor_time: Duration::from_secs(10),
            idle_time: Duration::from_secs(60),
        }
    }
}

/// A few workers behind one queue. Dropping it ends them.
#[derive(Debug)]
pub struct Pool {
    queue: Option<mpsc::Sender<(usize, Job)>>,
    answers: Arc<Answers>,
    threads: Vec<JoinHandle<()>>,
    submitted: usize,
}

#[derive(Debug, Default)]
struct Answers {
    done: Mutex<BTreeMap<usize, Answer>>,
    news: Condvar,
}

impl Pool {
    /// Starts the threads that keep `size` workers busy; a worker is started with its first page.
    pub fn new(command: &WorkerCommand, size: usize) -> Pool {
        let (queue, jobs) = mpsc::channel::<(usize, Job)>();
        let jobs = Arc::new(Mutex::new(jobs));
        let answers = Arc::new(Answers::default());
        let threads = (0..size.max(1))
            .filter_map(|_| {
                let (jobs, answers, command) = (Arc::clone(&jobs), Arc::clone(&answers), command.clone());
                thread::Builder::new()
                    .name("layout-pool".to_owned())
                    .spawn(move || keep_busy(&jobs, &answers, command))
                    .ok()
            })
            .collect();
        Pool {
            queue: Some(queue),
            answers,
            threads,
            submitted: 0,
        }
    }

    /// Hands in a page; the number is for [`Pool::wait`].
    pub fn submit(&mut self, job: Job) -> usize {
        let number = self.submitted;
        self.submitted += 1;
        let sent = self
            .queue
            .as_ref()
            .filter(|_| !self.threads.is_empty())
            .is_some_and(|queue| queue.send((number, job)).is_ok());
        if !sent {
            self.answers
                .put(number, Err(LayoutError::NoWorker("no thread".to_owned())));
        }
        number
    }

    /// What was seen of a page, when it is done. Each number can be asked for until it is answered.
    pub fn poll(&self, number: usize) -> Option<Answer> {
        if number >= self.submitted {
            return Some(Err(LayoutError::NoWorker("no such page".to_owned())));
        }
        self.answers
            .done
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&number)
    }

    /// Waits for what was seen of a page. Each number can be asked for once.
    pub fn wait(&self, number: usize) -> Answer {
        if number >= self.submitted {
            return Err(LayoutError::NoWorker("no such page".to_owned()));
        }
        let mut done = self.answers.done.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(answer) = done.remove(&number) {
                return answer;
            }
            done = self.answers.news.wait(done).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        drop(self.queue.take());
        for thread in self.threads.drain(..) {
            let _ = thread.join();
        }
    }
}

impl Answers {
    fn put(&self, number: usize, answer: Answer) {
        let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
        done.insert(number, answer);
        self.news.notify_all();
    }
}

fn keep_busy(jobs: &Mutex<mpsc::Receiver<(usize, Job)>>, answers: &Answers, command: WorkerCommand) {
    let mut crew = Crew::new(command);
    loop {
        let next = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, job)) = next else { break };
        answers.put(number, crew.lay_out(&job));
    }
}

/// One worker at a time, replaced when it dies.
#[derive(Debug)]
pub struct Crew {
    command: WorkerCommand,
    limits: Limits,
    worker: Option<Worker>,
    failed_starts: usize,
    /// The most memory that a worker of the crew was seen to hold, in bytes.
    pub peak_memory: u64,
}

impl Crew {
    /// A crew whose first worker starts with its first page.
    pub fn new(command: WorkerCommand) -> Crew {
        Self::with_limits(command, Limits::default())
    }

    /// A crew with other limits.
    pub fn with_limits(command: WorkerCommand, limits: Limits) -> Crew {
        Crew {
            command,
            limits,
            worker: None,
            failed_starts: 0,
            peak_memory: 0,
        }
    }

    /// Lets a worker lay a page out. What becomes of a page must not depend on the pages before it, nor on what else
    /// happens on the machine: one at which a used worker breaks, or a worker dies by itself, gets a fresh one.
    ///
    /// # Errors
    /// When it could not, for whatever reason.
    pub fn lay_out(&mut self, job: &Job) -> Answer {
        let used = self.worker.is_some();
        let answer = self.ask(job);
        match answer {
            Err(LayoutError::BrokenOff(ref why)) if why != OVER_TIME && (used || why != OVER_MEMORY) => self.ask(job),
            Err(LayoutError::Engine(_)) if used => self.ask(job),
            answer => answer,
        }
    }

    fn ask(&mut self, job: &Job) -> Answer {
        if self.worker.is_none() {
            if self.failed_starts >= MOST_FAILED_STARTS {
                return Err(LayoutError::NoWorker("it does not start".to_owned()));
            }
            match Worker::start(&self.command) {
                Ok(worker) => self.worker = Some(worker),
                Err(error) => {
                    self.failed_starts += 1;
                    return Err(LayoutError::NoWorker(error.to_string()));
                }
            }
        }
        let Some(mut worker) = self.worker.take() else {
            return Err(LayoutError::NoWorker("none".to_owned()));
        };
        let answer = worker.ask(job, self.limits);
        self.peak_memory = self.peak_memory.max(worker.peak_memory);
        let reusable = !matches!(answer, Err(LayoutError::Engine(_) | LayoutError::BrokenOff(_)))
            && worker.memory().unwrap_or_default() < TIRED_MEMORY;
        if reusable {
            self.worker = Some(worker);
        }
        answer
    }
}

/// A worker process and the pipes to it.
#[derive(Debug)]
struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    output: Option<BufReader<ChildStdout>>,
    peak_memory: u64,
}

impl Worker {
    fn start(command: &WorkerCommand) -> std::io::Result<Worker> {
        let mut child = Command::new(&command.program)
            .args(&command.arguments)
            // A worker needs nothing of what the user's environment holds.
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let (input, output) = (child.stdin.take(), child.stdout.take().map(BufReader::new));
        Ok(Worker {
            child,
            input,
            output,
            peak_memory: 0,
        })
    }

    /// Sends a page and waits for the answer, watching time and memory.
    fn ask(&mut self, job: &Job, limits: Limits) -> Answer {
        let (Some(mut input), Some(mut output)) = (self.input.take(), self.output.take()) else {
            return Err(LayoutError::BrokenOff("no pipe".to_owned()));
        };
        let mut progress = Instant::now();
        let mut last_worked = Duration::ZERO;
        let work_before = self.processor_time().unwrap_or_default();
        thread::scope(|scope| {
            let (done, news) = mpsc::channel();
            scope.spawn(move || {
                let answer = frame::write(&mut input, job)
                    .and_then(|()| frame::read::<Answer>(&mut output))
                    .map_err(|error| error.to_string())
                    .and_then(|answer| answer.ok_or_else(|| "the worker ended".to_owned()));
                let _ = done.send((answer, input, output));
            });
            loop {
                match news.recv_timeout(WATCH_EVERY) {
                    Ok((answer, input, output)) => {
                        if self.watch_memory() > limits.memory {
                            return Err(LayoutError::BrokenOff(OVER_MEMORY.to_owned()));
                        }
                        self.input = Some(input);
                        self.output = Some(output);
                        return answer.unwrap_or_else(|reason| Err(LayoutError::BrokenOff(reason)));
                    }
                    Err(mpsc::RecvTimeoutError::Disconnected) => {
                        return Err(LayoutError::BrokenOff("the pipe broke".to_owned()));
                    }
                    Err(mpsc::RecvTimeoutError::Timeout) => {}
                }
                let worked = self.processor_time().unwrap_or_default().saturating_sub(work_before);
                if worked > last_worked {
                    (last_worked, progress) = (worked, Instant::now());
                }
                let over = if self.watch_memory() > limits.memory {
                    OVER_MEMORY
                } else if worked > limits.processor_time || progress.elapsed() > limits.idle_time {
                    OVER_TIME
                } else {
                    continue;
                };
                // The reading thread sees the pipe close and ends.
                let _ = self.child.kill();
                return Err(LayoutError::BrokenOff(over.to_owned()));
            }
        })
    }

    /// The most that it has held, which does not depend on when one looks.
    fn watch_memory(&mut self) -> u64 {
        let memory = self.status("VmHWM:").unwrap_or_default();
        self.peak_memory = self.peak_memory.max(memory);
        memory
    }

    /// Resident memory in bytes; `None` where the system does not tell.
    fn memory(&self) -> Option<u64> {
        self.status("VmRSS:")
    }

    /// A line of `/proc/PID/status`, in bytes.
    fn status(&self, name: &str) -> Option<u64> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        let kilobytes: u64 = line.trim().trim_end_matches("kB").trim().parse().ok()?;
        Some(kilobytes << 10)
    }

    /// Processor time used so far; `None` where the system does not tell.
    fn processor_time(&self) -> Option<Duration> {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).ok()?;
        // The name before it may hold spaces and brackets.
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_ascii_whitespace().collect();
        let ticks: u64 = fields.get(11)?.parse::<u64>().ok()? + fields.get(12)?.parse::<u64>().ok()?;
        Some(Duration::from_millis(ticks * 1_000 / TICKS))
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.input.take());
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
