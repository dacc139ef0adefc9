use super::super::{config, history, raw};
use super::*;

fn keys(schema: &Schema, definition: Option<&str>) -> Vec<String> {
    let value = schema.as_value();
    let table = match definition {
        None => value,
        Some(name) => &value["$defs"][name],
    };
    assert_eq!(table["additionalProperties"], false, "{definition:?}");
    let mut keys: Vec<String> = table["properties"].as_object().unwrap().keys().cloned().collect();
    keys.sort();
    keys
}

fn sorted(keys: &[&str]) -> Vec<String> {
    let mut keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    keys.sort();
    keys
}

#[test]
fn the_schemas_know_the_keys_that_the_reader_knows() {
    let list = checklist();
    assert_eq!(keys(&list, None), sorted(raw::ROOT_KEYS));
    assert_eq!(keys(&list, Some("TouchpointTable")), sorted(raw::TOUCHPOINT_KEYS));
    assert_eq!(keys(&list, Some("CheckTable")), sorted(raw::CHECK_KEYS));
    assert_eq!(keys(&list, Some("ComposedTable")), sorted(raw::MEASURE_KEYS));
    assert_eq!(keys(&list, Some("GateTable")), sorted(raw::GATE_KEYS));
    let shop = super::config();
    assert_eq!(keys(&shop, None), sorted(config::ROOT_KEYS));
    assert_eq!(keys(&shop, Some("ShopTable")), sorted(config::SHOP_KEYS));
    assert_eq!(keys(&shop, Some("BasicAuthTable")), sorted(config::BASIC_AUTH_KEYS));
    assert_eq!(keys(&shop, Some("AuditTable")), sorted(config::AUDIT_KEYS));
    assert_eq!(keys(&shop, Some("WalkTable")), sorted(config::WALK_KEYS));
    assert_eq!(keys(&shop, Some("CustomerTable")), sorted(crate::model::CUSTOMER_KEYS));
    assert_eq!(keys(&shop, Some("WaiverTable")), sorted(config::WAIVER_KEYS));
    assert_eq!(
        keys(&shop, Some("ReportTable")),
        sorted(crate::checklist::branding::REPORT_KEYS)
    );
    assert_eq!(keys(&shop, Some("HistoryTable")), sorted(history::KEYS));
}
