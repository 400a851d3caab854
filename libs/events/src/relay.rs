//! From the commit to the hint.

use redis::AsyncCommands;
use runtime::Context;
use store::Committed;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::hints::{Hint, channel};

/// Publishes a hint for each commit of the service's outbox. A hint that cannot go out is dropped: the
/// consumers poll.
pub fn relay(context: &Context, mut committed: UnboundedReceiver<Committed>) {
    let (context, tasks) = (context.clone(), context.tasks.clone());
    let channel = channel(&context.config.redis.prefix);
    context.tasks.clone().spawn(async move {
        let mut connection = None;
        loop {
            let next = tokio::select! {
                next = committed.recv() => next,
                () = tasks.stopping() => return,
            };
            let Some(Committed { territoire, seq }) = next else { return };
            let hint = Hint { service: context.service, territoire, seq };
            if publish(&mut connection, &context.redis, &channel, &hint).await.is_err() {
                connection = None;
                metrics::counter!("events_hints_dropped", "service" => context.service.nom()).increment(1);
            }
        }
    });
}

async fn publish(
    connection: &mut Option<redis::aio::MultiplexedConnection>,
    redis: &redis::Client,
    channel: &str,
    hint: &Hint,
) -> redis::RedisResult<()> {
    let open = match connection.take() {
        Some(open) => open,
        None => redis.get_multiplexed_async_connection().await?,
    };
    connection.insert(open).publish(channel, hint.to_string()).await
}
