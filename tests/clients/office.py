"""What people open in LibreOffice says what the API says, and what they save there is read as what they meant."""

import csv
import json
import os
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

URL = os.environ["PLIE_URL"]
# Its names of character sets.
UTF_8, WESTERN = 76, 1
# How Calc saves text: semicolons, quotes, a character set, in French, cells as they are shown.
SAVED = "csv:Text - txt - csv (StarCalc):59,34,{},1,,1036,false,true"
# A CSV of each sheet.
SHOWN = SAVED.format(UTF_8) + ",false,false,false,-1"
# How Calc opens a CSV of the suite: semicolons, UTF-8, in French.
OPENED = "--infilter=CSV:59,34,76,1,,1036,false,true"

# A profile of its own, in French as in the offices of the PLIE: Calc writes days and numbers as its reader does.
PROFILE = Path("profile").absolute()
LOCALE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>fr-FR</value></prop></item>
</oor:items>
"""


def call(token, method, path, body=None, raw=False):
    """What an operation answers."""
    data = body if isinstance(body, bytes) else None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, method=method)
    request.add_header("Authorization", f"Bearer {token}")
    request.add_header("Content-Type", "application/octet-stream" if isinstance(body, bytes) else "application/json")
    try:
        with urllib.request.urlopen(request) as answer:
            told = answer.read()
    except urllib.error.HTTPError as refused:
        raise SystemExit(f"{method} {path}: {refused.code} {refused.read().decode()}") from refused
    return told if raw else json.loads(told)


def convert(file, to, *options):
    """The files that LibreOffice makes of one."""
    out = file.parent / f"{file.stem}-{to.split(':')[0]}-{time.monotonic_ns()}"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={PROFILE.as_uri()}", "--headless", *options, "--convert-to", to, "--outdir", out, file],
        check=True,
        capture_output=True,
        timeout=180,
    )
    made = sorted(out.iterdir())
    assert made, f"LibreOffice makes no {to} of {file.name}"
    return made


def cells(file):
    """The rows of a CSV."""
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.reader(lines, delimiter=";"))


def amount(text):
    """A cell that shows an amount in French."""
    return float(text.replace("\u202f", "").replace("\u00a0", "").replace(" ", "").replace(",", "."))


def a_bilan_says_what_the_api_says(token):
    """Every operation of the demonstration that has a bilan."""
    operations = call(token, "GET", "/v1/operations")["elements"]
    assert operations, "the demonstration has operations"
    for rank, operation in enumerate(operations):
        path = f"/v1/operations/{operation['id']}/bilan"
        bilan = call(token, "GET", path)
        book = Path(f"bilan{rank}.xlsx")
        book.write_bytes(call(token, "GET", f"{path}.xlsx", raw=True))
        sheets = {file.stem.split("-", 1)[1]: cells(file) for file in convert(book.absolute(), SHOWN)}
        expected = ["Indicateurs", "Participations", "Personnes comptées", "Synthèse", "Temps certifié"]
        assert list(sheets) == expected, list(sheets)
        told = {row[0]: row[1] for row in sheets["Synthèse"]}
        assert told["Opération"] == bilan["operation"]["intitule"], told
        costs = bilan["couts"]
        for label, value in {
            "Coûts de personnel (€)": costs["personnel"],
            "Forfait (€)": costs["forfait"],
            "Coût total (€)": costs["total"],
            "Montant FSE (€)": costs["fse"],
            "À risque faute de signature (€ FSE)": costs["risque"]["fse"],
        }.items():
            assert amount(told[label]) == float(value), (label, told[label], value)
        figures = [
            [one["code"], one["libelle"], one["compte"]["femmes"], one["compte"]["hommes"]] for one in bilan["indicateurs"]
        ]
        shown = [[row[0], row[1], int(row[2]), int(row[3])] for row in sheets["Indicateurs"][1:]]
        assert shown == figures, (shown, figures)
        hours = [[f"{time['minutes'] // 60:02}:{time['minutes'] % 60:02}:00", float(time["cout"])] for time in bilan["temps"]]
        assert [[row[1], amount(row[5])] for row in sheets["Temps certifié"][1:]] == hours, sheets["Temps certifié"]
        counted = {one for figure in bilan["indicateurs"] for one in figure["participations"]}
        left_out = [one["participation"] for one in bilan["incompletes"]]
        assert [row[1] for row in sheets["Participations"][1:]] == sorted(counted) + left_out, sheets["Participations"]
        names = {one["participation"]: one["participant_nom"] for one in bilan["personnes"]}
        assert set(names) == counted | set(left_out) and all(names.values()), names
        assert all(row[0] == names[row[1]] for row in sheets["Participations"][1:]), sheets["Participations"]
        behind = [[f["code"], names[one]] for f in bilan["indicateurs"] for one in f["participations"]]
        assert [[row[0], row[2]] for row in sheets["Personnes comptées"][1:]] == behind, sheets["Personnes comptées"]
        for row in sum(sheets.values(), []):
            assert not any(cell.startswith(("#", "Err:")) for cell in row), row
        print(f"bilan de « {told['Opération']} » : {told['Montant FSE (€)']} €, {len(shown)} indicateurs")


TABLE = """N°;Nom usuel;Prénom;Né(e) le;Civ.;Tél;CP;Ville
100;Diallo;Aminata;20/05/1984;Mme;0612345678;69003;Lyon
101;Garnier;Loïc;02/01/1990;M.;+33 6 12 34 56 79;69003;Lyon
102;O'Konaté;Issa;31/02/1991;M.;;69003;Lyon
103;Moreau;Léa;12/07/1979;;0712345670;69003;Lyon
"""
FIELDS = {
    "N°": "reference",
    "Nom usuel": "nom",
    "Prénom": "prenom",
    "Né(e) le": "date_naissance",
    "Civ.": "sexe",
    "Tél": "telephone",
    "CP": "code_postal",
    "Ville": "commune",
}


def read(token, mapping, file):
    """What the suite reads of a file, by line."""
    opened = {"fichier": file.name, "correspondance": mapping, "arrete_le": "2026-01-05"}
    path = f"/v1/imports/{call(token, 'POST', '/v1/imports', opened)['id']}"
    call(token, "PUT", f"{path}/fichier", file.read_bytes())
    until = time.monotonic() + 60
    while not call(token, "GET", path)["travail"].get("fini_le"):
        assert time.monotonic() < until, f"{file.name} is not read"
    lines = call(token, "GET", f"{path}/lignes")["elements"]
    kept = [line["lecture"] for line in lines]
    wrong = [sorted(one["code"] for one in line.get("problemes", []) if one.get("colonne")) for line in lines]
    return path, kept, wrong


def a_table_is_read_alike_however_it_is_saved(token):
    """As it was written, as Calc saves it as a workbook, and as text once its years are whole."""
    columns = [{"titre": title, "champ": field} for title, field in FIELDS.items()]
    mapping = call(token, "POST", "/v1/correspondances", {"nom": "Calc", "source": "calc", "colonnes": columns})["id"]
    written = Path("base.csv").absolute()
    written.write_text(TABLE, encoding="utf-8-sig")
    source, kept, wrong = read(token, mapping, written)
    assert [bool(problems) for problems in wrong] == [False, False, True, True], wrong
    [book] = convert(written, "xlsx", OPENED)
    _, as_saved, problems = read(token, mapping, book)
    assert (as_saved, problems) == (kept, wrong), f"{book}: {as_saved} {problems}"
    print(f"{book.name} : {len(kept)} lignes lues comme elles furent écrites")
    # As text, a day has the two digits of its year that Calc shows: nobody guesses a century.
    for charset in (UTF_8, WESTERN):
        [text] = convert(book, SAVED.format(charset))
        path, as_saved, _ = read(token, mapping, text)
        told = call(token, "GET", f"{path}/lignes")["elements"]
        years = [["quatre chiffres" in one["detail"] for one in line["problemes"]].count(True) for line in told]
        assert not any(as_saved) and years == [1, 1, 1, 1], f"{text.read_bytes()}: {told}"
        whole = text.read_bytes()
        for short, long in ((b"/84", b"/1984"), (b"/90", b"/1990"), (b"/79", b"/1979")):
            whole = whole.replace(short, long)
        text.write_bytes(whole)
        _, as_saved, problems = read(token, mapping, text)
        assert (as_saved, problems) == (kept, wrong), f"{whole}: {as_saved} {problems}"
        print(f"{text.name} : refusées tant que l'année n'est pas entière, puis lues comme elles furent écrites")
    rejects = Path("rejets.csv").absolute()
    rejects.write_bytes(call(token, "GET", f"{source}/rejets", raw=True))
    [shown] = convert(rejects, SHOWN, OPENED)
    rows = cells(shown)
    assert rows[0] == [*FIELDS, "Problèmes"] and [row[1] for row in rows[1:]] == ["O'Konaté", "Moreau"], rows
    assert all(row[-1] for row in rows[1:]), rows
    print(f"rejets : {len(rows) - 1} lignes, chacune avec ses problèmes")


(PROFILE / "user").mkdir(parents=True)
(PROFILE / "user" / "registrymodifications.xcu").write_text(LOCALE)
a_bilan_says_what_the_api_says(os.environ["PLIE_FINANCES"])
a_table_is_read_alike_however_it_is_saved(os.environ["PLIE_ANIMATION"])
