"""Load catalogue.json into an empty, migrated database."""

import json
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from django.contrib.sites.models import Site
from django.core.files.base import ContentFile
from django.db import transaction
from oscar.apps.catalogue.categories import create_from_breadcrumbs
from oscar.core.loading import get_model
from PIL import Image, ImageDraw

Country = get_model("address", "Country")
Partner = get_model("partner", "Partner")
Product = get_model("catalogue", "Product")
ProductClass = get_model("catalogue", "ProductClass")
ProductImage = get_model("catalogue", "ProductImage")
StockRecord = get_model("partner", "StockRecord")

FIXTURE = Path(__file__).with_name("catalogue.json")


@transaction.atomic
def load():
    fixture = json.loads(FIXTURE.read_text(encoding="utf-8"))
    Site.objects.update_or_create(
        pk=1, defaults={"domain": "127.0.0.1", "name": "Lathe & Linen"}
    )
    for order, (code, name) in enumerate(fixture["countries"].items()):
        Country.objects.create(
            iso_3166_1_a2=code,
            printable_name=name,
            name=name,
            display_order=order,
            is_shipping_country=True,
        )
    kind = ProductClass.objects.create(name="Goods", track_stock=True)
    partner = Partner.objects.create(name="Workshop")
    categories = {name: create_from_breadcrumbs(name) for name in fixture["categories"]}
    for item in fixture["products"]:
        product = create(item, kind, partner)
        product.categories.add(categories[item["category"]])
        add_picture(product, item["colour"])


def create(item, kind, partner):
    """A product; a parent with its children when it has variants."""
    variants = item.get("variants", [])
    product = Product.objects.create(
        structure=Product.PARENT if variants else Product.STANDALONE,
        product_class=kind,
        title=item["title"],
        description=item["description"],
        upc=item.get("upc"),
    )
    if not variants:
        add_stock(product, partner, item)
    for variant in variants:
        child = Product.objects.create(
            structure=Product.CHILD,
            parent=product,
            title=variant["title"],
            upc=variant["upc"],
        )
        add_stock(child, partner, variant)
    return product


def add_stock(product, partner, item):
    StockRecord.objects.create(
        product=product,
        partner=partner,
        partner_sku=item["upc"],
        price_currency="GBP",
        price=Decimal(item["price"]),
        num_in_stock=item["stock"],
    )


def add_picture(product, colour):
    """A plain round shape on white, 300 by 300 pixels."""
    picture = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(picture).ellipse((40, 40, 260, 260), fill=colour)
    data = BytesIO()
    picture.save(data, "PNG")
    image = ProductImage(product=product, caption=product.title, display_order=0)
    image.original.save(f"{product.slug}.png", ContentFile(data.getvalue()))
