//! Words that need care where names are looked for in a Dutch text. Folded, one space between them.

/// Words between the parts of a Dutch name ("tussenvoegsels"); they stay as they are.
const PREFIXES: &str = "aan af al bij da de del den der di do dos du el en het in la las le les los onder op over s t te ten \
    ter tot uit van ver vom von voor zu zum zur";

/// Words that stand in most reports and are names too, or could be.
const COMMON: &str = "alle alles als anders arts avond bang bed been berg best beter bezoek blij bloed boer boom boos bos \
    brand broer bruin buik buiten daar dag dagen dan dat deze die dik dit dochter dokter door drie \
    drinken droog een eerst eten even familie gaan gaat geel geen gegeten gehad geslapen goed goede \
    graag groen groot grote haar had half hand hard heeft heel hem hij hoe hond hoofd huis iets jong \
    kamer kan kat keer kind klein koek koffie kon kort koud kwam laat lag lang licht lief lopen man \
    medicatie mee meer mei melk met mevrouw meneer middag mijn min moe moeder moest mooi morgen naar \
    nacht nat neer net niet niets nieuw nog nooit nu oma onrustig ons ook oom opa oud paar pas pijn rood \
    roos rug rust rustig samen schoon slecht smal som soms stil stoel tafel tante thuis toe toen trap \
    twee uur vader val vandaag vast veel vis visser vlug voet vol vogel vriend vrij vroeg vrolijk vrouw \
    waar wandelen want warm was wat water week weer weg wel werd wil wit worden zag zal zat zee zei zeer \
    zelf ziek zij zijn zoon zou zus zwaar zwart";

fn holds(list: &str, folded: &str) -> bool {
    list.split_ascii_whitespace().any(|word| word == folded)
}

/// Whether a folded word stands between the parts of names.
pub(super) fn is_prefix(folded: &str) -> bool {
    holds(PREFIXES, folded)
}

/// Whether everybody uses a folded word.
pub(super) fn is_common(folded: &str) -> bool {
    holds(COMMON, folded)
}

#[cfg(test)]
mod tests {
    use super::{COMMON, PREFIXES, is_common, is_prefix};
    use crate::fold;

    #[test]
    fn the_words_are_folded_and_found_whole() {
        for list in [PREFIXES, COMMON] {
            assert!(list.split_ascii_whitespace().all(|word| fold(word) == word));
        }
        assert!(is_prefix("van") && !is_prefix("va") && !is_prefix(""));
        assert!(is_common("roos") && !is_common("jan"));
    }
}
