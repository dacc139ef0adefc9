//! Currency signs, words and codes.

use std::collections::HashMap;
use std::sync::LazyLock;

/// How far a sign can be trusted outside an element that is there for a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trust {
    /// It says "money" wherever it stands beside a number.
    Strong,
    /// It is also a word, a unit or an abbreviation.
    Weak,
}

/// A sign, word or code as printed beside an amount.
#[derive(Debug)]
pub(super) struct Sign {
    /// As printed; compared without case unless `exact`.
    text: &'static str,
    /// ISO 4217 codes that it can mean, the likeliest first.
    pub(super) codes: &'static [&'static str],
    /// How far it can be trusted.
    pub(super) trust: Trust,
    exact: bool,
}

/// One line for each group of signs: trust and case (`S` strong, `W` weak; `=` exact case), codes, signs.
const TABLE: &[(&str, &[&str], &str)] = &[
    (
        "S",
        &[
            "USD", "CAD", "AUD", "NZD", "MXN", "ARS", "CLP", "COP", "SGD", "HKD", "TWD", "UYU",
        ],
        "$|＄",
    ),
    ("S", &["USD"], "US$|US $|U$S|USD$|U.S. $|$ USD|dollars|dollar"),
    ("S", &["CAD"], "CA$|CA $|CAN$|CDN$|C$|$ CAD"),
    ("S", &["AUD"], "AU$|AU $|A$|AUD$|$ AUD"),
    ("S", &["NZD"], "NZ$|NZ $|$ NZD"),
    ("S", &["SGD"], "S$|SG$|$ SGD|$SGD"),
    ("S", &["HKD"], "HK$|HK $|港幣|港元"),
    ("S", &["TWD"], "NT$|NT $|NTD|新台幣|新臺幣"),
    ("W=", &["TWD"], "NT"),
    ("S", &["MXN"], "MX$|Mex$"),
    ("S", &["BRL"], "R$|reais"),
    ("S", &["ARS"], "AR$"),
    ("S", &["CLP"], "CL$|CLP$"),
    ("S", &["COP"], "COL$|COP$"),
    ("S", &["UYU"], "$U"),
    ("S", &["DOP"], "RD$"),
    ("S", &["JMD"], "J$"),
    ("S", &["TTD"], "TT$"),
    ("S", &["GYD"], "GY$"),
    ("S", &["MOP"], "MOP$"),
    ("S", &["TOP", "TWD"], "T$"),
    ("S", &["EUR"], "€|EUR|euros|euro|ευρώ|евро|유로|ユーロ"),
    ("S", &["GBP"], "£|￡|GBP|파운드"),
    ("W", &["GBP"], "stg|pounds sterling"),
    ("S", &["EGP"], "E£"),
    ("S", &["EGP", "SDG"], "جنيه|ج.م"),
    ("S", &["KRW"], "₩|￦|원|KRW"),
    ("W", &["KRW"], "won"),
    ("S", &["JPY", "CNY"], "¥|￥"),
    ("S", &["JPY"], "円|えん|yen|エン"),
    ("S", &["CNY", "TWD", "HKD"], "元"),
    ("S", &["CNY"], "RMB|CN¥|人民币|圆|块"),
    ("S", &["TWD", "HKD", "CNY"], "圓"),
    ("S", &["INR"], "₹|rupees|रू|रु"),
    ("S", &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"], "Rs.|Rs|₨"),
    ("W=", &["INR", "PKR", "LKR", "NPR", "MUR"], "Re"),
    ("S", &["LKR"], "රු"),
    ("S", &["RUB", "BYN"], "₽|руб.|руб|рублей|рубля|рубль|р."),
    ("W", &["RUB", "BYN"], "р"),
    ("S", &["UAH"], "₴|грн.|грн|гривень"),
    ("W", &["UAH"], "hrn"),
    ("S", &["PLN"], "zł|zl|złotych"),
    ("S", &["CZK"], "Kč|Kc"),
    ("S=", &["HUF"], "Ft|Ft.|FT"),
    ("S", &["SEK", "NOK", "DKK", "ISK"], "kr.|kr|:-"),
    ("S", &["CHF"], "SFr.|SFr|Fr.-"),
    ("W", &["CHF", "XAF", "XOF"], "Fr.|Fr"),
    ("S", &["RON", "MDL"], "lei|leu"),
    ("S", &["BGN"], "лв.|лв|лева"),
    ("S", &["RSD", "BAM"], "dinara|din.|РСД"),
    ("S", &["RSD"], "дин.|дин"),
    ("S=", &["HRK"], "kn|Kn|kuna"),
    ("W", &["BAM"], "KM"),
    ("S", &["MKD"], "ден.|ден"),
    ("S=", &["TRY"], "₺|TL|Lira|lira"),
    ("S", &["ILS"], "₪|ש\"ח|ש״ח|שח"),
    ("W", &["ILS"], "nis"),
    ("S", &["AED", "MAD"], "درهم|د.إ"),
    ("S", &["AED"], "Dhs.|Dhs|Dh"),
    ("S", &["SAR"], "ر.س|ر.س.|ريال سعودي|ريال"),
    ("W=", &["SAR"], "SR"),
    ("S", &["QAR"], "ر.ق"),
    ("W=", &["QAR"], "QR"),
    ("S", &["OMR"], "ر.ع|ر.ع."),
    ("S", &["KWD"], "د.ك|دينار كويتي"),
    ("S=", &["KWD"], "KD"),
    ("S", &["BHD"], "د.ب"),
    ("W=", &["BHD"], "BD"),
    ("S", &["JOD"], "د.أ|دينار أردني"),
    ("W=", &["JOD"], "JD"),
    ("S", &["IQD"], "ع.د|د.ع"),
    ("S", &["DZD"], "دج|د.ج"),
    ("S", &["SDG"], "ج.س"),
    ("S", &["SYP"], "ل.س"),
    ("S", &["LBP"], "ل.ل"),
    ("S", &["TND"], "د.ت"),
    ("S", &["IRR"], "﷼"),
    ("S", &["THB"], "฿|บาท|baht"),
    ("S", &["VND"], "₫|VNĐ|đ|đồng"),
    ("S", &["IDR"], "Rp.|Rp"),
    ("S=", &["MYR"], "RM"),
    ("S", &["PHP"], "₱"),
    ("S", &["KHR"], "៛"),
    ("S", &["LAK"], "₭"),
    ("S", &["MNT"], "₮"),
    ("S", &["KZT"], "₸|тг.|тг|тенге"),
    ("S", &["GEL"], "₾|ლარი"),
    ("S", &["AMD"], "֏|դր."),
    ("S", &["AZN"], "₼"),
    ("S", &["NGN"], "₦"),
    ("S", &["GHS"], "GH₵|₵|GH¢"),
    ("S", &["CRC"], "₡"),
    ("S", &["PYG"], "₲"),
    ("S", &["PEN"], "S/.|S/"),
    ("S", &["PAB"], "B/."),
    ("S", &["ZAR"], "ZAR"),
    ("W=", &["ZAR"], "R"),
    ("S", &["KES"], "KSh|Ksh."),
    ("S", &["TZS"], "TSh"),
    ("S", &["UGX"], "USh"),
    ("W=", &["BYN", "BYR", "ETB"], "Br"),
    ("S", &["ETB"], "ብር"),
    ("W=", &["BTN"], "Nu.|Nu"),
    ("W=", &["DJF"], "Fdj"),
    ("W=", &["MWK"], "MK"),
    ("W=", &["MRU", "MRO"], "UM"),
    ("W=", &["MZN"], "MT|MTn"),
    ("W=", &["RWF"], "FRw|RF"),
    ("W=", &["MMK"], "Ks"),
    ("W=", &["VUV"], "Vt"),
    // Signs without a code of their own, so that the amount is still a price.
    ("S", &[], "₤|₣|₿|تومان|र"),
    ("W", &[], "BTC|francs|som|Z$|دينار"),
];

/// Codes that are no English word: trusted in capitals beside any number.
const STRONG_CODES: &str = "USD EUR GBP KRW JPY CNY CAD AUD NZD CHF SEK NOK DKK ISK PLN CZK HUF RON BGN RUB UAH BYN \
    TRY ILS AED SAR QAR KWD BHD OMR JOD EGP MAD TND INR PKR LKR NPR BDT THB VND IDR MYR PHP SGD HKD TWD MXN BRL ARS \
    CLP COP PEN UYU ZAR NGN KES GHS RSD HRK BAM KZT AMD AZN DEM";
/// Codes that are words or units too: trusted only where a price is expected.
const WEAK_CODES: &str = "GEL MDL MKD UZS DOP CRC PAB DZD IQD LBP SYP JMD TTD MOP MNT MMK LAK KHR TZS UGX ETB MUR \
    XAF XOF ALL BOB PYG GTQ HNL NIO";

static SIGNS: LazyLock<Vec<Sign>> = LazyLock::new(|| {
    let mut signs: Vec<Sign> = Vec::new();
    for (flags, codes, texts) in TABLE {
        for text in texts.split('|') {
            signs.push(Sign {
                text,
                codes,
                trust: if flags.starts_with('S') {
                    Trust::Strong
                } else {
                    Trust::Weak
                },
                exact: flags.ends_with('='),
            });
        }
    }
    for (list, trust) in [(STRONG_CODES, Trust::Strong), (WEAK_CODES, Trust::Weak)] {
        for code in list.split_whitespace() {
            if !signs.iter().any(|sign| sign.text == code) {
                signs.push(Sign {
                    text: code,
                    codes: Vec::leak(vec![code]),
                    trust,
                    exact: trust == Trust::Weak,
                });
            }
        }
    }
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.text.len()));
    signs
});

/// Signs by their first and by their last character, lower case, the longest first.
static BY_FIRST: LazyLock<HashMap<char, Vec<&'static Sign>>> =
    LazyLock::new(|| by_character(|text| text.chars().next()));
static BY_LAST: LazyLock<HashMap<char, Vec<&'static Sign>>> =
    LazyLock::new(|| by_character(|text| text.chars().next_back()));

fn by_character(pick: impl Fn(&str) -> Option<char>) -> HashMap<char, Vec<&'static Sign>> {
    let mut map: HashMap<char, Vec<&'static Sign>> = HashMap::new();
    for sign in SIGNS.iter() {
        if let Some(character) = pick(sign.text) {
            map.entry(lower(character)).or_default().push(sign);
        }
    }
    map
}

fn lower(character: char) -> char {
    character.to_lowercase().next().unwrap_or(character)
}

/// A sign beside a number, and the byte offset at its far end.
pub(super) type Beside = (&'static Sign, usize);

/// The sign that ends right before the byte offset, a space between them allowed.
pub(super) fn before(text: &str, number_start: usize) -> Option<Beside> {
    let head = &text[..number_start];
    let trimmed = head.strip_suffix([' ', '\u{a0}']).unwrap_or(head);
    let last = trimmed.chars().next_back()?;
    for sign in BY_LAST.get(&lower(last))? {
        let Some(start) = trimmed.len().checked_sub(sign.text.len()) else {
            continue;
        };
        let Some(printed) = trimmed.get(start..) else { continue };
        if !sign.matches(printed) || sign.only_follows() {
            continue;
        }
        let letters = sign.text.starts_with(char::is_alphabetic);
        if letters && trimmed[..start].ends_with(is_joining_letter) {
            continue;
        }
        return Some((sign, start));
    }
    None
}

/// The sign that begins right behind the byte offset, a space between them allowed.
pub(super) fn after(text: &str, number_end: usize) -> Option<Beside> {
    let tail = &text[number_end..];
    let trimmed = tail.strip_prefix([' ', '\u{a0}']).unwrap_or(tail);
    let skipped = tail.len() - trimmed.len();
    let first = trimmed.chars().next()?;
    for sign in BY_FIRST.get(&lower(first))? {
        let Some(printed) = trimmed.get(..sign.text.len()) else {
            continue;
        };
        if !sign.matches(printed) {
            continue;
        }
        let letters = sign.text.ends_with(|c: char| c.is_alphabetic() && !is_ideographic(c));
        if letters && trimmed[sign.text.len()..].starts_with(is_joining_letter) {
            continue;
        }
        return Some((sign, number_end + skipped + sign.text.len()));
    }
    None
}

fn is_ideographic(character: char) -> bool {
    matches!(character as u32, 0x3041..=0x30FF | 0x4E00..=0x9FFF | 0xAC00..=0xD7A3)
}

fn is_joining_letter(character: char) -> bool {
    character.is_alphabetic() && !is_ideographic(character)
}

impl Sign {
    fn matches(&self, printed: &str) -> bool {
        printed == self.text || (!self.exact && printed.to_lowercase() == self.text.to_lowercase())
    }

    /// A syllable that also ends other words, such as 원: money only behind a number.
    fn only_follows(&self) -> bool {
        let mut chars = self.text.chars();
        chars.next().is_some_and(is_ideographic) && chars.next().is_none()
    }

    /// It names a currency by its code.
    pub(super) fn is_code(&self) -> bool {
        self.codes.len() == 1 && self.codes[0] == self.text
    }
}

/// What the page tells about its currency, for signs that several currencies share.
#[derive(Debug, Clone, Default)]
pub(super) struct Setting {
    /// Code that structured data names.
    pub(super) stated: Option<String>,
    /// ISO 3166 country of the shop.
    pub(super) country: Option<String>,
    /// BCP 47 language of the text.
    pub(super) language: Option<String>,
}

impl Setting {
    /// The code that a sign means here; none when the page does not tell.
    pub(super) fn code_of(&self, sign: &Sign) -> Option<String> {
        if sign.codes.len() <= 1 {
            return sign.codes.first().map(|code| (*code).to_owned());
        }
        let fits = |code: &str| sign.codes.contains(&code);
        if let Some(stated) = &self.stated
            && fits(stated)
        {
            return Some(stated.clone());
        }
        if let Some(code) = self.country.as_deref().and_then(of_country)
            && fits(code)
        {
            return Some(code.to_owned());
        }
        let by_language = match self.language.as_deref().and_then(|tag| tag.split(['-', '_']).next()) {
            Some("sv") => "SEK",
            Some("da") => "DKK",
            Some("nb" | "nn" | "no") => "NOK",
            Some("is") => "ISK",
            Some("ja") => "JPY",
            Some("zh") => "CNY",
            Some("ru") => "RUB",
            Some("ro") => "RON",
            Some("sr") => "RSD",
            Some("de" | "it" | "fr") if fits("CHF") => "CHF",
            Some("hi") => "INR",
            Some("en") if self.country.is_none() && fits("USD") => "USD",
            _ => "",
        };
        if fits(by_language) {
            return Some(by_language.to_owned());
        }
        // Where nothing speaks against it, a sign means what it nearly always means.
        let usual = matches!(sign.codes[0], "RUB" | "RON" | "RSD" | "CNY" | "EGP");
        usual.then(|| sign.codes[0].to_owned())
    }
}

/// ISO 4217 code of a country's money.
pub(super) fn of_country(country: &str) -> Option<&'static str> {
    Some(match country {
        "US" | "EC" | "SV" | "PR" | "PA" => "USD",
        "CA" => "CAD",
        "AU" => "AUD",
        "NZ" => "NZD",
        "MX" => "MXN",
        "AR" => "ARS",
        "CL" => "CLP",
        "CO" => "COP",
        "UY" => "UYU",
        "SG" => "SGD",
        "HK" => "HKD",
        "TW" => "TWD",
        "CN" => "CNY",
        "JP" => "JPY",
        "KR" => "KRW",
        "SE" => "SEK",
        "NO" => "NOK",
        "DK" => "DKK",
        "IS" => "ISK",
        "CH" | "LI" => "CHF",
        "IN" => "INR",
        "PK" => "PKR",
        "LK" => "LKR",
        "NP" => "NPR",
        "MU" => "MUR",
        "RU" => "RUB",
        "BY" => "BYN",
        "RO" => "RON",
        "MD" => "MDL",
        "RS" => "RSD",
        "BA" => "BAM",
        "AE" => "AED",
        "MA" => "MAD",
        "EG" => "EGP",
        "BR" => "BRL",
        _ => return None,
    })
}

/// Whether amounts of the currency have thousandths.
pub(super) fn has_thousandths(code: &str) -> bool {
    matches!(code, "KWD" | "BHD" | "OMR" | "JOD" | "TND" | "IQD" | "LYD")
}
