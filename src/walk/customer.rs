//! The test customer: clearly fake, at `example.com`, with an address of the shop's own country.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use crate::model::CUSTOMER_KEYS as KEYS;

/// What stands for the customer's data in a saved walk.
const SEALED: &str = crate::net::REDACTED;
/// Shorter values are words that pages use.
const SHORTEST_SECRET: usize = 6;
/// Two Hangul syllables or kanji are a word as well as a name; together with the family name they are found.
const SHORTEST_CHARS: usize = 3;

/// Who fills the order form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// Whole name as it is written in the country.
    pub name: String,
    /// Given name.
    pub given_name: String,
    /// Family name.
    pub family_name: String,
    /// Mail address.
    pub email: String,
    /// Phone number as it is written in the country.
    pub phone: String,
    /// Postcode.
    pub postal_code: String,
    /// Street and number.
    pub address_line1: String,
    /// Flat, floor.
    pub address_line2: String,
    /// Town.
    pub city: String,
    /// State, province, prefecture; empty where the country has none in addresses.
    pub region: String,
    /// ISO 3166 code.
    pub country: String,
    /// Day of birth, `YYYY-MM-DD`.
    pub birthday: String,
}

/// Country, whole name, given name, family name, phone, postcode, street, town, region.
///
/// Numbers come from the ranges that the countries keep for fiction (US 555-01xx, Ofcom's drama numbers, the
/// Bundesnetzagentur's and ARCEP's), else they are of a valid shape and assigned to nobody that is known.
type Row = [&'static str; 9];

#[rustfmt::skip]
const DEFAULTS: &[Row] = &[
    ["KR", "나가상", "가상", "나", "010-0000-1234", "04524", "테스트로 1", "서울특별시", "서울특별시"],
    ["US", "Testina Fakeshopper", "Testina", "Fakeshopper", "202-555-0142", "10001", "1 Example Test Street", "New York", "New York"],
    ["CA", "Testina Fakeshopper", "Testina", "Fakeshopper", "613-555-0142", "K1A 0B1", "1 Example Test Street", "Ottawa", "Ontario"],
    ["GB", "Testina Fakeshopper", "Testina", "Fakeshopper", "020 7946 0142", "SW1A 1AA", "1 Example Test Street", "London", ""],
    ["IE", "Testina Fakeshopper", "Testina", "Fakeshopper", "01 555 0142", "D01 F5P2", "1 Example Test Street", "Dublin", "Dublin"],
    ["AU", "Testina Fakeshopper", "Testina", "Fakeshopper", "02 5550 0142", "2000", "1 Example Test Street", "Sydney", "New South Wales"],
    ["DE", "Testina Probekauf", "Testina", "Probekauf", "030 23125 042", "10115", "Beispielteststraße 1", "Berlin", "Berlin"],
    ["AT", "Testina Probekauf", "Testina", "Probekauf", "01 2345678", "1010", "Beispieltestgasse 1", "Wien", ""],
    ["CH", "Testina Probekauf", "Testina", "Probekauf", "044 555 01 42", "8001", "Beispielteststrasse 1", "Zürich", "Zürich"],
    ["FR", "Testine Essaifictif", "Testine", "Essaifictif", "01 99 00 01 42", "75001", "1 rue du Test Exemple", "Paris", ""],
    ["BE", "Testine Essaifictif", "Testine", "Essaifictif", "02 555 01 42", "1000", "Rue du Test Exemple 1", "Bruxelles", ""],
    ["ES", "Testina Compraficticia", "Testina", "Compraficticia", "910 000 142", "28001", "Calle Prueba Ejemplo 1", "Madrid", "Madrid"],
    ["IT", "Testina Acquistofinto", "Testina", "Acquistofinto", "06 5550 0142", "00118", "Via Prova Esempio 1", "Roma", "Roma"],
    ["NL", "Testina Proefkoop", "Testina", "Proefkoop", "020 555 0142", "1011 AB", "Voorbeeldteststraat 1", "Amsterdam", ""],
    ["JP", "架空試子", "試子", "架空", "03-0000-0142", "100-0001", "試験町1-1", "千代田区", "東京都"],
];

impl Customer {
    /// The default customer of a country; elsewhere the British one.
    pub fn of(country: &str) -> Customer {
        let row = DEFAULTS
            .iter()
            .find(|row| row[0].eq_ignore_ascii_case(country))
            .unwrap_or(&DEFAULTS[3]);
        let [
            country,
            name,
            given_name,
            family_name,
            phone,
            postal_code,
            street,
            city,
            region,
        ] = row.map(str::to_owned);
        Customer {
            name,
            given_name,
            family_name,
            email: "touchpoint.testcustomer@example.com".to_owned(),
            phone,
            postal_code,
            address_line1: street,
            address_line2: String::new(),
            city,
            region,
            country,
            birthday: "1980-05-15".to_owned(),
        }
    }

    /// The customer of a country with the values of `[customer]` in place of the defaults.
    pub fn with(country: Option<&str>, own: &BTreeMap<String, String>) -> Customer {
        let country = own.get("country").map(String::as_str).or(country).unwrap_or("KR");
        let mut customer = Customer::of(country);
        for (key, place) in customer.places() {
            if let Some(value) = own.get(key) {
                place.clone_from(value);
            }
        }
        if own.contains_key("given_name") || own.contains_key("family_name") {
            if !own.contains_key("name") {
                customer.name = format!("{} {}", customer.given_name, customer.family_name);
            }
        } else if own.contains_key("name") {
            let (given, family) = customer
                .name
                .rsplit_once(' ')
                .unwrap_or((&customer.name, &customer.name));
            (customer.given_name, customer.family_name) = (given.to_owned(), family.to_owned());
        }
        customer
    }

    fn places(&mut self) -> [(&'static str, &mut String); 12] {
        [
            ("name", &mut self.name),
            ("given_name", &mut self.given_name),
            ("family_name", &mut self.family_name),
            ("email", &mut self.email),
            ("phone", &mut self.phone),
            ("postal_code", &mut self.postal_code),
            ("address_line1", &mut self.address_line1),
            ("address_line2", &mut self.address_line2),
            ("city", &mut self.city),
            ("region", &mut self.region),
            ("country", &mut self.country),
            ("birthday", &mut self.birthday),
        ]
    }

    /// Values that must reach no report, no log and no saved walk: those of every default customer and the own ones.
    /// Town, region and country are common words and say nothing of a person.
    pub fn secrets(own: &BTreeMap<String, String>) -> Vec<String> {
        let mut secrets: Vec<String> = DEFAULTS.iter().flat_map(|row| Customer::of(row[0]).private()).collect();
        secrets.extend(Customer::with(None, own).private());
        secrets.extend(
            own.iter()
                .filter(|(key, _)| is_private(key))
                .map(|(_, value)| value.clone()),
        );
        secrets.retain(|secret| secret.len() >= SHORTEST_SECRET && secret.chars().count() >= SHORTEST_CHARS);
        secrets.sort();
        secrets.dedup();
        secrets
    }

    fn private(mut self) -> Vec<String> {
        let digits: String = self.phone.chars().filter(char::is_ascii_digit).collect();
        let (given, family) = (self.given_name.clone(), self.family_name.clone());
        let mut values: Vec<String> = self
            .places()
            .into_iter()
            .filter(|(key, _)| is_private(key))
            .map(|(_, value)| value.clone())
            .collect();
        values.push(digits);
        for (first, second) in [(&given, &family), (&family, &given)] {
            values.push(format!("{first} {second}"));
            values.push(format!("{first}{second}"));
        }
        values
    }

    /// The customer as a saved walk knows it: what was taken out there stands here as well, so that the same forms
    /// are sent when the walk is judged again.
    #[must_use]
    pub fn sealed(mut self, secrets: &[String]) -> Customer {
        for (_, value) in self.places() {
            if secrets.contains(value) {
                SEALED.clone_into(value);
            }
        }
        self
    }

    /// What the customer writes into a field with the WHATWG token.
    pub fn value(&self, token: &str) -> Option<String> {
        let last = token.rsplit(' ').next().unwrap_or_default();
        let birth = |index: usize| self.birthday.split('-').nth(index).unwrap_or_default().to_owned();
        let value = match last {
            "name" => self.name.clone(),
            "given-name" => self.given_name.clone(),
            "family-name" => self.family_name.clone(),
            "email" | "username" => self.email.clone(),
            "tel" | "tel-national" => self.phone.clone(),
            "tel-local" => self
                .phone
                .split_once(['-', ' '])
                .map_or("", |(_, rest)| rest)
                .to_owned(),
            "tel-area-code" => self.phone.split(['-', ' ']).next().unwrap_or_default().to_owned(),
            "postal-code" => self.postal_code.clone(),
            "street-address" | "address-line1" => self.address_line1.clone(),
            "address-line2" => self.address_line2.clone(),
            "address-level2" => self.city.clone(),
            "address-level1" => self.region.clone(),
            "country" | "country-name" => self.country.clone(),
            ".house-number" => "1".to_owned(),
            "bday" => self.birthday.clone(),
            "bday-year" => birth(0),
            "bday-month" => birth(1),
            "bday-day" => birth(2),
            _ => return None,
        };
        Some(value)
    }
}

fn is_private(key: &str) -> bool {
    matches!(
        key,
        "name" | "given_name" | "family_name" | "email" | "phone" | "address_line1" | "address_line2"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_own_customer_goes_over_the_countrys() {
        let own = BTreeMap::from([("phone".to_owned(), "010-1111-2222".to_owned())]);
        let customer = Customer::with(Some("KR"), &own);
        assert_eq!(customer.value("shipping tel").as_deref(), Some("010-1111-2222"));
        assert_eq!(customer.value("postal-code").as_deref(), Some("04524"));
        assert!(customer.email.ends_with("@example.com"));
    }

    #[test]
    fn every_key_of_the_own_customer_has_its_place() {
        let mut customer = Customer::of("KR");
        let places = customer.places().map(|(key, _)| key);
        assert_eq!(places.as_slice(), KEYS);
    }

    #[test]
    fn what_says_who_the_customer_is_is_secret() {
        let own = BTreeMap::from([("email".to_owned(), "shop-test@example.com".to_owned())]);
        let secrets = Customer::secrets(&own);
        for secret in [
            "나가상",
            "01000001234",
            "shop-test@example.com",
            "Fakeshopper",
            "테스트로 1",
        ] {
            assert!(secrets.iter().any(|known| known == secret), "{secret}");
        }
        assert!(!secrets.iter().any(|known| known == "London" || known == "서울특별시"));
        let sealed = Customer::of("GB").sealed(&secrets);
        assert_eq!((sealed.name.as_str(), sealed.city.as_str()), (SEALED, "London"));
    }
}
