//! How many of the writings that people give one name are found, and how many names of strangers with them: measured on
//! names that a PLIE meets.

use participants_api::{EtatCivil, NouveauParticipant, Recherche, Sexe};
use testdata::d;

use crate::dossier::cle::domain::cles::{Critere, de_la_recherche, du_dossier};

/// A name as it is in the file, and ways in which it is looked for.
const ECRITURES: &str = "
Fontaine: fontène fontaines fontenne|Lefebvre: lefebvres febvre|Lefèvre: lefevre lefaivre|Martin: martain
Dupont: dupond dupon|Moreau: moraud moreaux|Gauthier: gautier gotier|Mathieu: matthieu mathieux|Thibault: tibaut thibaud
Bernard: bernart|Renaud: renault reno|Arnaud: arnault arno|Girard: girart|Meyer: meier mayer maier|Schmitt: schmidt chmit
Muller: mueller müller|Rousseau: rousso|Chevalier: chevallier|Leclerc: leclair leclerck|Marchand: marchant
Philippe: filipe filippe|Christophe: kristof cristophe|Christine: kristine|Stéphane: stefane|Catherine: katrine|Mickaël: mikael
Henry: henri|Laurent: laurant lorent|Quentin: kentin kantin|Sylvie: silvi|Yves: ives|Jacques: jak|Françoise: francoise
Nathalie: natali|Geneviève: jenevieve|Jérôme: gerome|Thérèse: terese|Sophie: sofi|Raphaël: rafael|Joël: joel|Hélène: elene
Durand: durant|Legrand: legrant|Bonnet: bonet|Blanchard: blanchart|Guérin: guerrin|Clément: clemant|Robert: rober|Richard: richart
Vincent: vinsent|Perrin: perin|Roussel: rousel|Benoît: benoi|Collet: colet|Masson: mason|Joly: joli|Colin: collin|Picard: pikard
Samuel: samouel|Louis: luis|Wagner: vagner|Léger: leget|Carré: care|Hubert: uber|Adam: adan|Jean: jehan|Caron: karon
Le Gall: legall gall|de La Fontaine: fontaine lafontaine|d'Almeida: dalmeida almeida|O'Connor: oconner oconnor o'conor
Mohamed: muhammad mohammed mouhamed mohamad mohammad|Abdallah: abdullah abdalah|Abdelkader: abdulkader abdoulkader abdelkadir
Fatima: fatimah fatma|Khadija: kadija khadidja kadidja|Youssef: yousef youcef yussef|Rachid: rashid racid
El Khatib: alkhatib el-khatib khatib elkhatib|Al Amrani: elamrani el-amrani amrani|Benali: ben-ali benhali|Bensalah: ben-salah
Boualem: bualem|Djamel: jamel djamal|Nadjia: najia|Cherif: sherif|Hicham: hisham|Mehdi: mahdi|Karim: kerim|Samira: semira
Mustapha: mustafa moustafa|Hussein: hussain houssein|Ibrahim: ibrahime brahim|Zahra: zehra|Aïcha: aisha|Bouchra: bushra
Ouédraogo: wedraogo uedraogo ouedrago|Ouattara: wattara watara|Diallo: dialo|Traoré: traore traorey|Coulibaly: koulibaly coulibali
Kouassi: kwassi kouasi|Koné: kone konee|Aboubacar: abubakar aboubakar|Mamadou: mamadu|Cissé: cisse sisse|Diop: diope|Sy: si
N'Diaye: ndiaye|Fofana: fofanna|Sékou: secou|Oumar: omar umar|Ousmane: usmane|Touré: toure|Doumbia: dumbia|Konaté: conate
Yılmaz: yilmaz|Öztürk: ozturk|Şahin: sahin|Çelik: celik|Erdoğan: erdogan|Güneş: gunes|Kılıç: kilic|Mehmet: mehmed
Ferreira: fereira|Gonçalves: goncalves|Fernandes: fernandez|Rodrigues: rodriguez|Lopes: lopez|Pereira: perera|Teixeira: tesheira
Wojciechowska: wojciehowska|Kowalski: kovalski|Nowak: novak|Wiśniewski: wisniewski visniewski|Szymański: symanski|Kaczmarek: kasmarek
Nguyễn: nguyen|Phạm: pham fam|Trần: tran|Đặng: dang|Lê: le
";

/// Names of as many different people.
const NOMS: &str = "
Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David Bertrand Morel
Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier Blanc Guérin Boyer Garnier
Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry Roussel Mathieu Gautrot Masson Marchand Duval
Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud
Martinez Gérard Roche Renard Schmitt Roy Leroux Colin Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix
Olivier Philippe Bourgeois Pierre Benoît Rey Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert
Berger Carpentier Sanchez Dupuis Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier
Marty Aubry Guyot Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider Fernandez Collet Léger
Bouvier Julien Prévost Millet Perrot Daniel Cousin Germain Breton Besson Langlois Rémy Pelletier Lévêque Perrier Leblanc Barré
Diallo Traoré Diarra Coulibaly Keita Touré Camara Konaté Koné Cissé Sissoko Bah Barry Sow Kanté Sylla Diaby Fofana Doumbia Dembélé
Ouattara Ouédraogo Kaboré Sawadogo Kouassi Kouamé Koffi Yao Mensah Mbaye Diop Ndiaye Fall Gueye Seck Sarr Faye Thiam Kane Diouf
Benali Bensalah Bouzid Haddad Mansouri Belkacem Hamidi Saïdi Brahimi Cherif Amrani Idrissi Alaoui Bennani Tazi Chraibi Berrada
Trabelsi Gharbi Jaziri Ayari Zouari Hammami Khelifi Boukhalfa Meziane Ziani Rahmani Slimani Toumi Belaïd Ouali Hadji Nasri
Yılmaz Kaya Demir Çelik Şahin Yıldız Öztürk Aydın Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özdemir Polat Erdoğan Aksoy
Silva Santos Ferreira Pereira Oliveira Costa Rodrigues Martins Gomes Gonçalves Almeida Ribeiro Pinto Carvalho Teixeira Moreira Correia
Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Jankowski Mazur
Nguyen Tran Pham Huynh Phan Dang Bui Ngo Duong Vu
Aïcha Fatou Mariam Aminata Fatima Khadija Samira Nadia Leïla Yasmina Karima Malika Sonia Zahra Houda Mohamed Ahmed Ali Karim Rachid
Youssef Ibrahim Mamadou Ousmane Abdoulaye Amadou Moussa Ismaël Hassan Hussein Omar Bilal Mehdi Sofiane Walid Anis Nabil Samir
Sophie Julie Camille Claire Émilie Céline Aurélie Hélène Isabelle Nathalie Sandrine Véronique Christine Sylvie Valérie Monique
Catherine Élodie Pauline Charlotte Manon Chloé Emma Louise Alice Juliette Zoé Inès Jeanne Antoine Alexandre Maxime Baptiste Hugo
Théo Nathan Enzo Léo Gabriel Arthur Jules Adrien Florian Kevin Romain Sébastien Cédric Christophe Stéphane Frédéric Jérôme
";

fn fichier(nom: &str) -> Vec<String> {
    let personne = NouveauParticipant {
        nom: nom.to_owned(),
        prenom: "Xx".to_owned(),
        date_naissance: d("1984-05-20"),
        sexe: Sexe::Femme,
        commune: None,
        telephone: None,
        courriel: None,
        etat_civil: EtatCivil::default(),
    };
    du_dossier(&personne).into_iter().collect()
}

fn criteres(nom: &str) -> Vec<Critere> {
    de_la_recherche(&Recherche { nom: Some(nom.to_owned()), ..Recherche::default() }, true)
}

fn trouve(cles: &[String], criteres: &[Critere]) -> bool {
    let meets = |critere: &Critere, cle: &String| {
        critere.egales.contains(cle) || critere.debuts.iter().any(|debut| cle.starts_with(debut))
    };
    criteres.iter().all(|critere| cles.iter().any(|cle| meets(critere, cle)))
}

#[test]
fn nine_in_ten_of_the_writings_of_a_name_find_it() {
    let entries = ECRITURES.split(['\n', '|']).filter_map(|entry| entry.split_once(": "));
    let pairs: Vec<_> =
        entries.flat_map(|(nom, all)| all.split(' ').map(move |written| (nom, written.replace('-', " ")))).collect();
    let missed: Vec<_> = pairs.iter().filter(|(nom, written)| !trouve(&fichier(nom), &criteres(written))).collect();
    assert!(pairs.len() > 180, "{}", pairs.len());
    assert!(missed.len() * 10 <= pairs.len(), "{} of {}: {missed:?}", missed.len(), pairs.len());
}

#[test]
fn a_name_finds_hardly_any_other() {
    let noms: Vec<_> = NOMS.split_whitespace().collect();
    let files: Vec<_> = noms.iter().map(|nom| fichier(nom)).collect();
    let searches: Vec<_> = noms.iter().map(|nom| criteres(nom)).collect();
    let all = |rank: usize| (0..noms.len()).filter(move |other| *other != rank).map(move |other| (rank, other));
    let pairs = (0..noms.len()).flat_map(all);
    let wrong: Vec<_> = pairs
        .filter(|(search, file)| trouve(&files[*file], &searches[*search]))
        .map(|(search, file)| (noms[search], noms[file]))
        .collect();
    assert!(noms.len() > 350, "{}", noms.len());
    assert!(wrong.len() <= noms.len() / 5, "{} among {}: {wrong:?}", wrong.len(), noms.len());
}
