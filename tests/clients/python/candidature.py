"""A candidature, from the referral to the contract, with the client that openapi-python-client makes of the document."""

import importlib
import os
import pkgutil
import uuid

import plie_client
from plie_client import AuthenticatedClient, Client, models
from plie_client.api.candidatures import candidature_assign, candidature_create, candidature_view, diagnostic_create
from plie_client.api.commissions import commission_close, commission_create, commission_decide, commission_enroll
from plie_client.api.comptes import moi_view
from plie_client.api.contrats import contrat_create
from plie_client.api.jetons import jeton_create
from plie_client.api.participants import adresse_create, piece_create, piece_follow

URL = os.environ["PLIE_URL"]
TERRITORY = os.environ["PLIE_TERRITOIRE"]
PASSWORD = os.environ["PLIE_MOT_DE_PASSE"]


def told(answer):
    """The value of an answer, which is no problem."""
    assert answer is not None and not isinstance(answer, models.Problem), answer
    return answer


def who(role):
    form = models.DemandeJeton(grant_type="password", username=f"{role}@{TERRITORY}.example", password=PASSWORD)
    tokens = told(jeton_create.sync(client=Client(base_url=URL), body=form))
    return AuthenticatedClient(base_url=URL, token=tokens.access_token)


for module in pkgutil.walk_packages(plie_client.__path__, "plie_client."):
    importlib.import_module(module.name)

prescripteur, referent, animation = who("prescripteur"), who("referent"), who("animation")
claire, karim = (str(told(moi_view.sync(client=one)).id) for one in (referent, animation))
papier = {"type": "papier", "attestation": True}
filed = told(
    candidature_create.sync(
        client=prescripteur,
        idempotency_key=str(uuid.uuid4()),
        body=models.NouvelleCandidature.from_dict(
            {
                "personne": {
                    "nom": "Diallo",
                    "prenom": "Aminata",
                    "date_naissance": "1984-05-20",
                    "sexe": "F",
                    "commune": "63113",
                },
                "situations": [
                    {"code": "rsa", "reponse": "oui", "depuis": "2014-11-01", "source": "déclaration"},
                ],
                "signatures": [
                    {"signataire": "participant", "signe_le": "2015-01-12", "mode": papier},
                    {"signataire": "prescripteur", "signe_le": "2015-01-12", "mode": papier},
                ],
                "deposee_le": "2015-01-12",
            }
        ),
    )
)
assigned = told(
    candidature_assign.sync(
        filed.id,
        client=animation,
        body=models.Affectation.from_dict({"parmi": [claire], "affectee_le": "2015-01-15"}),
    )
)
person = assigned.participant
address = {
    "voie": "3 rue des Gras",
    "code_postal": "63000",
    "commune": "63113",
    "depuis": "2012-06-01",
    "source": "facture",
}
told(adresse_create.sync(person, client=referent, body=models.NouvelleAdresse.from_dict(address)))
asked = models.NouvellePiece.from_dict({"kind": "attestation_rsa", "etat": "demandee"})
piece = told(piece_create.sync(person, client=referent, body=asked))
accepted = models.SuitePiece.from_dict({"etat": "acceptee", "date_document": "2015-01-10"})
told(piece_follow.sync(piece.id, client=referent, body=accepted))
diagnosis = {
    "etabli_le": "2015-02-05",
    "elements": [
        {"theme": "mobilite", "nature": "frein", "texte": "pas de permis", "origine": "personne", "partage": True},
        {"theme": "emploi", "nature": "objectif", "texte": "agent de nettoyage", "partage": True},
    ],
    "niveaux": [{"theme": "mobilite", "niveau": "bloquant"}],
}
told(diagnostic_create.sync(filed.id, client=referent, body=models.NouveauDiagnostic.from_dict(diagnosis)))
opened = models.NouvelleCommission.from_dict({"tenue_le": "2015-02-12", "lieu": "9 h 30, salle Bocage"})
session = told(commission_create.sync(client=animation, body=opened)).id
enrolled = models.Inscription.from_dict({"candidature": str(filed.id)})
told(commission_enroll.sync(session, client=animation, body=enrolled))
decision = {"candidature": str(filed.id), "decision": "validee", "code_motif": "projet_coherent"}
told(commission_decide.sync(session, client=animation, body=models.NouvelleDecision.from_dict(decision)))
told(commission_close.sync(session, client=animation, body=models.Cloture.from_dict({"presents": [claire, karim]})))
operation = {"numero": "201500077", "intitule": "Accompagnement à l'emploi", "programme": "fse_2014_2020"}
prepared = models.NouveauContrat.from_dict({"candidature": str(filed.id), "operation": operation})
contract = told(contrat_create.sync(client=referent, body=prepared))

read = told(candidature_view.sync(filed.id, client=referent))
assert (str(read.etat), str(read.entree_le)) == ("validee", "2015-02-12"), read
print(f"contrat {contract.id}")
