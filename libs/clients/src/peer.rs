//! One service, asked in the name of another.

use kernel::{Service, TerritoireId};
use problem::Problem;
use reqwest::{Method, RequestBuilder};
use runtime::{Context, client};
use serde::{Serialize, de::DeserializeOwned};

/// A service as the calling one reaches it, with its own token.
#[derive(Clone)]
pub(crate) struct Peer {
    context: Context,
    service: Service,
}

impl Peer {
    pub(crate) fn new(context: &Context, service: Service) -> Self {
        Self { context: context.clone(), service }
    }

    pub(crate) async fn get<T: DeserializeOwned>(
        &self,
        territoire: TerritoireId,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<T, Problem> {
        client::send(self.request(territoire, Method::GET, path).await?.query(query)).await
    }

    pub(crate) async fn post<T: DeserializeOwned>(
        &self,
        territoire: TerritoireId,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, Problem> {
        client::send(self.request(territoire, Method::POST, path).await?.json(body)).await
    }

    async fn request(&self, territoire: TerritoireId, method: Method, path: &str) -> Result<RequestBuilder, Problem> {
        let token = self.context.tokens.get(territoire).await?;
        let url = format!("{}{path}", self.context.config.peers.url(self.service));
        Ok(self.context.http.request(method, url).bearer_auth(token))
    }
}
