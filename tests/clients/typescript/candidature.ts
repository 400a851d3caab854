// A candidature, from the referral to the contract, with the client that openapi-typescript makes of the document.
import createClient, { type Client } from "openapi-fetch";
import type { components, paths } from "./plie.js";

type Suite = Client<paths>;

const url = process.env["PLIE_URL"] ?? "http://127.0.0.1:8000";
const territory = process.env["PLIE_TERRITOIRE"] ?? "clermont";
const password = process.env["PLIE_MOT_DE_PASSE"] ?? "";

/** The value of an answer, or the problem that it was. */
function told<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

async function as(role: string): Promise<Suite> {
  const anonymous = createClient<paths>({ baseUrl: url });
  const tokens = told(
    await anonymous.POST("/v1/jetons", {
      body: { grant_type: "password", username: `${role}@${territory}.example`, password },
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      bodySerializer: (body) => new URLSearchParams(body as Record<string, string>),
    }),
  );
  return createClient<paths>({ baseUrl: url, headers: { Authorization: `Bearer ${tokens.access_token}` } });
}

const [prescripteur, referent, animation] = await Promise.all([
  as("prescripteur"),
  as("referent"),
  as("animation"),
]);
const { id: claire } = told(await referent.GET("/v1/moi"));
const { id: karim } = told(await animation.GET("/v1/moi"));

const papier: components["schemas"]["PreuveDepot"] = { type: "papier", attestation: true };
const filed = told(
  await prescripteur.POST("/v1/candidatures", {
    params: { header: { "Idempotency-Key": crypto.randomUUID() } },
    body: {
      personne: {
        nom: "Diallo",
        prenom: "Aminata",
        date_naissance: "1984-05-20",
        sexe: "F",
        commune: "63113",
        telephone: "06 12 34 56 78",
      },
      situations: [{ code: "rsa", reponse: "oui", depuis: "2014-11-01", source: "déclaration" }],
      signatures: [
        { signataire: "participant", signe_le: "2015-01-12", mode: papier },
        { signataire: "prescripteur", signe_le: "2015-01-12", mode: papier },
      ],
      deposee_le: "2015-01-12",
    },
  }),
);
const candidature = { params: { path: { id: filed.id } } };
const assigned = told(
  await animation.POST("/v1/candidatures/{id}/affectation", {
    ...candidature,
    body: { parmi: [claire], affectee_le: "2015-01-15" },
  }),
);
const person = { params: { path: { id: assigned.participant } } };
told(
  await referent.POST("/v1/participants/{id}/adresses", {
    ...person,
    body: { voie: "3 rue des Gras", code_postal: "63000", commune: "63113", depuis: "2012-06-01", source: "facture" },
  }),
);
const piece = told(
  await referent.POST("/v1/participants/{id}/pieces", {
    ...person,
    body: { kind: "attestation_rsa", etat: "demandee" },
  }),
);
told(
  await referent.POST("/v1/pieces/{id}/etat", {
    params: { path: { id: piece.id } },
    body: { etat: "acceptee", date_document: "2015-01-10" },
  }),
);
told(
  await referent.POST("/v1/candidatures/{id}/diagnostic", {
    ...candidature,
    body: {
      etabli_le: "2015-02-05",
      elements: [
        { theme: "mobilite", nature: "frein", texte: "pas de permis", origine: "personne", partage: true },
        { theme: "emploi", nature: "objectif", texte: "agent de nettoyage", partage: true },
      ],
      niveaux: [{ theme: "mobilite", niveau: "bloquant" }],
    },
  }),
);
const commission = told(
  await animation.POST("/v1/commissions", { body: { tenue_le: "2015-02-12", lieu: "9 h 30, salle Bocage" } }),
);
const session = { params: { path: { id: commission.id } } };
told(await animation.POST("/v1/commissions/{id}/dossiers", { ...session, body: { candidature: filed.id } }));
told(
  await animation.POST("/v1/commissions/{id}/decisions", {
    ...session,
    body: { candidature: filed.id, decision: "validee", code_motif: "projet_coherent" },
  }),
);
told(await animation.POST("/v1/commissions/{id}/cloture", { ...session, body: { presents: [claire, karim] } }));
const contract = told(
  await referent.POST("/v1/contrats", {
    body: {
      candidature: filed.id,
      operation: { numero: "201500077", intitule: "Accompagnement à l'emploi", programme: "fse_2014_2020" },
    },
  }),
);

const { etat, entree_le } = told(await referent.GET("/v1/candidatures/{id}", candidature));
if (etat !== "validee" || entree_le !== "2015-02-12") throw new Error(`${etat} on ${entree_le}`);
console.log(`contrat ${contract.id}`);
