-- A menu on every page, and the products of the seed's collection on the home page.
INSERT INTO widget_instance (name, type, status, settings) VALUES
  ('Menu', 'basic_menu', TRUE, '{"isMain": true, "className": "", "menus": [
    {"id": "menu-1", "uuid": "menu-1", "name": "Accessories", "type": "custom", "url": "/accessories", "children": []},
    {"id": "menu-2", "uuid": "menu-2", "name": "Blog", "type": "custom", "url": "/blog", "children": []},
    {"id": "menu-3", "uuid": "menu-3", "name": "About us", "type": "custom", "url": "/about-us", "children": []}
  ]}'),
  ('Featured', 'collection_products', TRUE, '{"collection": "homepage", "count": 20, "countPerRow": 4}');
INSERT INTO widget_placement (widget_instance_id, route, area, sort_order)
  SELECT widget_instance_id, CASE type WHEN 'basic_menu' THEN 'all' ELSE 'homepage' END,
    CASE type WHEN 'basic_menu' THEN 'headerMiddleLeft' ELSE 'content' END, 10
  FROM widget_instance;
