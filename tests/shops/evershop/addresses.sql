-- What the shop's workers would make of the seed, some of it at some times: the addresses of what has a name.
INSERT INTO url_rewrite (entity_type, entity_uuid, request_path, target_path)
  SELECT 'category', uuid, '/' || url_key, '/category/' || uuid
  FROM category JOIN category_description ON category_description_category_id = category_id;
INSERT INTO url_rewrite (entity_type, entity_uuid, request_path, target_path)
  SELECT 'product', product.uuid, concat(parent.request_path, '/', url_key), '/product/' || product.uuid
  FROM product
  JOIN product_description ON product_description_product_id = product_id
  LEFT JOIN category ON category.category_id = product.category_id
  LEFT JOIN url_rewrite AS parent ON parent.entity_uuid = category.uuid;
INSERT INTO url_rewrite (entity_type, entity_uuid, request_path, target_path)
  SELECT 'cms_page', uuid, '/' || url_key, '/page/' || url_key
  FROM cms_page JOIN cms_page_description ON cms_page_description_cms_page_id = cms_page_id
  ON CONFLICT (entity_uuid) DO NOTHING;
DELETE FROM event;
