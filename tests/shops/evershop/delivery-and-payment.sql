-- Delivery to four countries at a flat rate, and cash on delivery: without them nobody can order.
INSERT INTO shipping_zone (name) VALUES ('Here and there');
INSERT INTO shipping_zone_country (zone_id, country)
  SELECT shipping_zone_id, code FROM shipping_zone, unnest(ARRAY['US', 'GB', 'DE', 'KR']) AS code;
INSERT INTO shipping_zone_provider (zone_id, provider_code, is_enabled)
  SELECT shipping_zone_id, 'core', TRUE FROM shipping_zone;
INSERT INTO core_shipping_method (name) VALUES ('Standard delivery'), ('Express delivery');
INSERT INTO core_shipping_method_rate (method_id, zone_id, cost)
  SELECT core_shipping_method_id, shipping_zone_id,
    CASE core_shipping_method.name WHEN 'Express delivery' THEN 12.50 ELSE 5.00 END
  FROM core_shipping_method, shipping_zone;
INSERT INTO setting (name, value, is_json) VALUES ('codPaymentStatus', '1', FALSE),
  ('codDisplayName', 'Cash on Delivery', FALSE), ('storeName', 'Kiln and Thread', FALSE);
