"""What the demo lacks, told through the API of a suite that runs, so that a dump of it has rows of every kind.

fill.py URL: writes on its output what only this run knows (secrets, tokens, figures), in JSON.
"""

import base64
import datetime
import hashlib
import hmac
import json
import struct
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

URL = sys.argv[1]
OF_THE_DEMO = "une phrase assez longue"
TERRITORIES = ["grand-chalon", "dijon", "lyon", "uni-est", "sud-ouest-lyonnais", "clermont"]
TODAY = datetime.date.today()


def day(ago):
    return (TODAY - datetime.timedelta(days=ago)).isoformat()


def send(method, path, body=None, token=None, kind="application/json", **headers):
    data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, {"Content-Type": kind, **headers}, method=method)
    if token:
        request.add_header("Authorization", "Bearer " + token)
    try:
        with urllib.request.urlopen(request) as answer:
            text = answer.read()
            return json.loads(text) if text.startswith((b"{", b"[")) else None
    except urllib.error.HTTPError as error:
        sys.exit(f"{method} {path}: {error.code} {error.read().decode()}\n{json.dumps(body) if not isinstance(body, bytes) else ''}")


def tokens(**form):
    return send("POST", "/v1/jetons", urllib.parse.urlencode(form).encode(), kind="application/x-www-form-urlencoded")


class Account:
    def __init__(self, address, password=OF_THE_DEMO):
        self.said = tokens(grant_type="password", username=address, password=password)

    def get(self, path):
        return send("GET", path, token=self.said["access_token"])

    def post(self, path, body=None):
        return send("POST", path, body or {}, self.said["access_token"])

    def put(self, path, body):
        return send("PUT", path, body, self.said["access_token"], "application/octet-stream")

    def wait(self, path, found):
        for _ in range(500):
            value = found(self.get(path))
            if value:
                return value
            time.sleep(0.05)
        sys.exit(f"{path}: waited in vain")


def team(code):
    roles = ["admin", "referent", "animation", "direction", "membre_commission", "prescripteur", "operateur_etape",
             "gestionnaire_fse"]
    return {role: Account(f"{role}@{code}.example") for role in roles}


def all_of(page):
    return page["elements"] if isinstance(page, dict) else page


lyon = team("lyon")
admin, referent, animation, direction = (lyon[role] for role in ["admin", "referent", "animation", "direction"])
users = {one["courriel"].split("@")[0]: one["id"] for one in all_of(admin.get("/v1/utilisateurs?limite=200"))}
structures = {one["nature"]: one["id"] for one in all_of(admin.get("/v1/structures?limite=200"))}
people = {one["nom"]: one["id"] for one in all_of(referent.get("/v1/participants?limite=200"))}
parcours = all_of(referent.get("/v1/parcours?limite=200"))


def opened(nom, prenom, naissance="1990-02-01"):
    who = {"nom": nom, "prenom": prenom, "date_naissance": naissance, "sexe": "F", "commune": "69123"}
    return referent.post("/v1/participants", who)["id"]


def candidature(nom, le):
    who = {"nom": nom, "prenom": "Nora", "date_naissance": "1992-08-30", "sexe": "F", "commune": "69123",
           "telephone": "06 12 34 56 78"}
    signed = [{"signataire": one, "signe_le": le, "nom": "Nora " + nom, "lieu": "Lyon"} for one in ["participant", "prescripteur"]]
    filed = lyon["prescripteur"].post("/v1/candidatures", {"personne": who, "signatures": signed, "deposee_le": le})
    path = f"/v1/candidatures/{filed['id']}"
    return animation.post(path + "/affectation", {"referent": users["referent"], "affectee_le": le})


def meeting(nature, who, du, au, operation=None, titre="Entretien de suivi"):
    said = {"nature": nature, "titre": titre, "debut": du, "fin": au, "lieu": "Maison de l'emploi", "participants": who,
            "operation": operation, "categorie": "collectif" if len(who) > 1 else "entretien"}
    return referent.post("/v1/rendez-vous", said)["id"]


def held(rendez_vous, who, du, au, missing=()):
    path = f"/v1/rendez-vous/{rendez_vous}"
    for moment, le in [("arrivee", du), ("depart", au)]:
        for signs in [*who, None]:
            if (signs, moment) not in missing:
                referent.post(path + "/emargements", {
                    "signataire": "participant" if signs else "animateur", "participant": signs, "moment": moment,
                    "signe_le": le, "mode": "dessinee"})
    referent.post(path + "/cloture")


def missed(rendez_vous, who, motif=None):
    path = f"/v1/rendez-vous/{rendez_vous}"
    referent.post(path + "/absences", {"participant": who, "motif": motif})
    referent.post(path + "/cloture")


def certified(mois):
    sheet = referent.post("/v1/feuilles", {"mois": mois})
    path = f"/v1/feuilles/{sheet['id']}"
    referent.post(path + "/signatures")
    direction.post(path + "/signatures")
    return path


# Answers on sharing: yes, no, and withdrawn.
aci, ccas = structures["aci"], structures["prescripteur"]
for who, partner, yes in [("Garnier", aci, True), ("Lefèvre", aci, False), ("Lefèvre", ccas, True)]:
    told = {"finalite": "partage", "partenaire": partner, "accord": yes, "recueilli_le": day(40)}
    answer = referent.post(f"/v1/participants/{people[who]}/consentements", told)
referent.post(f"/v1/consentements/{answer['id']}/retrait", {"le": day(3)})
referent.post(f"/v1/participants/{people['Garnier']}/consentements",
              {"finalite": "image", "accord": True, "recueilli_le": day(40)})

# A certified month with appointments of an operation on three days, one of them signed beyond its end.
operation = all_of(referent.get("/v1/operations"))[0]
year = operation["debut"][:4]
garnier = people["Garnier"]
for du, au, left in [("04T09:00", "04T10:00", "04T10:20"), ("05T14:00", "05T15:30", "05T15:30"), ("06T09:00", "06T09:45", "06T09:45")]:
    at = lambda when: f"{year}-06-{when}:00+02:00"
    held(meeting("entretien", [garnier], at(du), at(au), operation["id"]), [garnier], at(du), at(left))
certified(f"{year}-06-01")

# A month that its superior is still to sign.
referent.post("/v1/activites", {"jour": f"{year}-07-03", "minutes": 60, "categorie": "administratif", "libelle": "dossiers",
                                "operation": operation["id"]})
waiting = referent.post("/v1/feuilles", {"mois": f"{year}-07-01"})["id"]
referent.post(f"/v1/feuilles/{waiting}/signatures")

# Somebody whose appointments and answers a funder keeps, and whom a reopened sheet names; then erased.
perrot = opened("Perrot", "Lucie", "1987-06-15")
du, au = f"{year}-11-12T09:00:00+01:00", f"{year}-11-12T10:00:00+01:00"
held(meeting("entretien", [perrot], du, au, operation["id"], "Logement de Lucie Perrot"), [perrot], du, au)
sheet = certified(f"{year}-11-01")
direction.post(sheet + "/reouverture", {"motif": "Lucie Perrot était absente"})
referent.post(sheet + "/signatures")
direction.post(sheet + "/signatures")
path = f"/v1/operations/{operation['id']}/participations"
participation = referent.post(path, {"participant": perrot, "entree_le": f"{year}-02-01"})["id"]
for situation in ["inactif", "chomeur"]:
    referent.post(f"/v1/participations/{participation}/questionnaire-entree",
                  {"recueilli_le": f"{year}-02-01", "situation": situation, "mois_sans_emploi": 14})
animation.post(f"/v1/participants/{perrot}/effacement", {"motif": "demande de la personne"})

# One person with two files, expected with both at one workshop, then made one.
kept, double = opened("Nguyen", "Linh"), opened("Nguyen", "Lihn")
du, au = f"{day(60)}T09:00:00Z", f"{day(60)}T10:00:00Z"
held(meeting("atelier", [kept, double], du, au, titre="Atelier CV"), [kept, double], du, au)
du, au = f"{day(59)}T09:00:00Z", f"{day(59)}T10:00:00Z"
held(meeting("entretien", [double], du, au), [double], du, au)
animation.post(f"/v1/participants/{kept}/fusion", {"absorbe": double, "motif": "même personne"})

# Two files made one, and two again.
one, other = opened("Roux", "Anne"), opened("Roux", "Anna")
du, au = f"{day(58)}T09:00:00Z", f"{day(58)}T10:00:00Z"
held(meeting("entretien", [other], du, au), [other], du, au)
merge = animation.post(f"/v1/participants/{one}/fusion", {"absorbe": other, "motif": "à voir"})
animation.post(f"/v1/fusions/{merge['id']}/annulation")

# A file whose processing is restricted.
limited = opened("Schmitt", "Berthe")
animation.post(f"/v1/participants/{limited}/limitation", {"motif": "contestation en cours"})

# Who came to nothing: excused once, missed a diagnostic appointment and a workshop.
away = candidature("Traoré", day(50))
who = away["participant"]
for nature, ago, motif in [("diagnostic", 45, "sante"), ("diagnostic", 43, None), ("entretien", 41, None)]:
    missed(meeting(nature, [who], f"{day(ago)}T09:00:00Z", f"{day(ago)}T10:00:00Z"), who, motif)
link = referent.post(f"/v1/candidatures/{away['id']}/liens", {"jours": 180})

# A session that sits, with its agenda, its members and one who takes no part; one that is prepared with its papers.
sits = candidature("Blanc", day(30))
stays = candidature("Noël", day(30))
session = animation.post("/v1/commissions", {"tenue_le": TODAY.isoformat(), "lieu": "Lyon"})["id"]
for one in [sits, stays]:
    elements = [{"theme": "emploi", "nature": "objectif", "texte": "titre professionnel"}]
    referent.post(f"/v1/candidatures/{one['id']}/diagnostic", {"etabli_le": day(20), "elements": elements})
    animation.post(f"/v1/commissions/{session}/dossiers", {"candidature": one["id"]})
members = [{"utilisateur": users[role], "nom": role} for role in ["membre_commission", "animation"]]
animation.post(f"/v1/commissions/{session}/membres", {"membres": members})
animation.post(f"/v1/commissions/{session}/convocations")
animation.post(f"/v1/commissions/{session}/deports",
               {"membre": users["membre_commission"], "candidature": stays["id"], "motif": "un proche"})

# A pièce whose file was replaced.
piece = referent.post(f"/v1/participants/{people['Lefèvre']}/pieces", {"kind": "attestation_rsa", "etat": "demandee"})["id"]
for text in [b"%PDF-1.4 un", b"%PDF-1.4 deux"]:
    referent.put(f"/v1/pieces/{piece}/contenu", text)

# A parcours with an étape that runs, a suspension, an exit that is followed.
runs = next(one for one in parcours if one["participant"] == people["Lefèvre"])["id"]
stage = {"nature": "aci", "operateur": aci, "intitule": "Agent d'entretien", "debut": day(30), "fin_prevue": day(-150)}
stage = referent.post(f"/v1/parcours/{runs}/etapes", stage)["id"]
referent.post(f"/v1/etapes/{stage}/acceptation")
referent.post(f"/v1/etapes/{stage}/demarrage", {"le": day(30)})
referent.post(f"/v1/parcours/{runs}/suspensions", {"du": day(100), "au": day(70), "motif": "santé"})
referent.post(f"/v1/parcours/{runs}/sorties",
              {"nature": {"type": "cdi", "quotite": "80"}, "debut": day(10), "employeur": "Boulangerie Perrin"})
direction.post("/v1/capacites", {"referent": users["referent"], "des_le": day(365), "etp": "0.5"})

# What people keep for themselves, a role that ended, other costs of an operation.
referent.post("/v1/filtres", {"nom": "Les Blanc", "recherche": {"nom": "Blanc"}})
role = {"role": "animation", "structure": None, "du": "2020-01-01"}
role = admin.post(f"/v1/utilisateurs/{users['gestionnaire_fse']}/habilitations", role)
admin.post(f"/v1/habilitations/{role['habilitations'][-1]['id']}/cloture", {"au": day(2)})
Account("gestionnaire_fse@lyon.example").post(f"/v1/operations/{operation['id']}/agents",
                              {"agent": users["animation"], "cout_annuel": "52000.00", "etp": "0.5"})

# A base that is taken over: some lines have become files, others wait.
columns = {"N°": "reference", "Nom": "nom", "Prénom": "prenom", "Né le": "date_naissance", "Civ.": "sexe", "CP": "code_postal", "Ville": "commune"}
mapping = {"nom": "Ancien logiciel", "source": "ancien_logiciel",
           "colonnes": [{"titre": titre, "champ": champ} for titre, champ in columns.items()]}
mapping = animation.post("/v1/correspondances", mapping)["id"]
taken = {"fichier": "base.csv", "correspondance": mapping, "arrete_le": day(10)}
taken = animation.post("/v1/imports", taken)["id"]
lines = [";".join(columns), "1;Morin;Jules;12/07/1979;M.;71100;Chalon-sur-Saône", "2;Petit;Luc;;M.;71100;Chalon-sur-Saône",
         "3;Blanc;Nora;30/08/1992;Mme;71100;Chalon-sur-Saône"]
animation.put(f"/v1/imports/{taken}/fichier", "\n".join(lines).encode())
over = lambda said: said.get("travail") and said["travail"].get("fini_le")
animation.wait(f"/v1/imports/{taken}", over)
animation.post(f"/v1/imports/{taken}/integration")
animation.wait(f"/v1/imports/{taken}", lambda said: over(said) and said["comptes"].get("integree"))

# A request whose answer may not have come back.
once = {"nom": "Weber", "prenom": "Otto", "date_naissance": "1988-03-04", "sexe": "M", "commune": "69123"}
send("POST", "/v1/participants", once, Account("referent@dijon.example").said["access_token"], **{"Idempotency-Key": "une-fois"})

# Who holds a secret keeps it: a third-party tool, a second factor, a session.
client = admin.post("/v1/clients", {"nom": "Portail", "scopes": ["participant:lire", "structure:lire"], "expire_le": day(-365)})
factor = direction.post("/v1/moi/second-facteur")["url"]


def code(url):
    secret = urllib.parse.parse_qs(urllib.parse.urlparse(url).query)["secret"][0]
    key = base64.b32decode(secret + "=" * (-len(secret) % 8))
    digest = hmac.new(key, struct.pack(">Q", int(time.time()) // 30), hashlib.sha1).digest()
    at = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[at:at + 4])[0] & 0x7FFFFFFF) % 10**6:06}"


direction.post("/v1/moi/second-facteur/activation", {"code": code(factor)})


def bilans(code):
    manager = Account(f"gestionnaire_fse@{code}.example")
    read = {one["id"]: manager.get(f"/v1/operations/{one['id']}/bilan") for one in all_of(manager.get("/v1/operations"))}
    return {path: {key: said[key] for key in ["participants", "temps", "couts"]} for path, said in read.items()}


print(json.dumps({
    "instant": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
    "client": {"id": client["client_id"], "secret": client["secret"]},
    "lien": link["jeton"],
    "second_facteur": factor,
    "rafraichissement": Account("animation@lyon.example").said["refresh_token"],
    "bilans": {code: bilans(code) for code in TERRITORIES},
}, indent=1, ensure_ascii=False, sort_keys=True))
