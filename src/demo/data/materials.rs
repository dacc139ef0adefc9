//! What the product pages say about materials, countries, colours and categories.

use super::{Category, Text};

/// The five categories, in menu order.
pub const CATEGORIES: &[Category] = &[
    Category {
        slug: "kitchen",
        name: Text {
            ko: "주방",
            en: "Kitchen",
        },
        usage: Text {
            ko: "처음 쓰기 전에 따뜻한 물로 한 번 씻어 말려 주세요. 센 불보다 중간 불에서 더 오래 쓸 수 있습니다. 쓰고 난 뒤에는 물기를 닦고 바람이 통하는 곳에 두세요.",
            en: "Wash it once in warm water and dry it before first use. It lasts longer on a medium flame. Wipe it dry after use and keep it where air can reach it.",
        },
    },
    Category {
        slug: "tableware",
        name: Text {
            ko: "식기",
            en: "Tableware",
        },
        usage: Text {
            ko: "처음 쓰기 전에 쌀뜨물에 담갔다가 헹궈 주세요. 뜨거운 음식은 그릇을 미리 데운 뒤 담으면 좋습니다. 겹쳐 놓을 때는 사이에 천을 한 장 넣어 주세요.",
            en: "Soak it once in rice water and rinse before first use. Warm it before serving hot food. Lay a cloth between pieces when you stack them.",
        },
    },
    Category {
        slug: "textile",
        name: Text {
            ko: "패브릭",
            en: "Textiles",
        },
        usage: Text {
            ko: "처음 쓰기 전에 찬물로 한 번 빨아 주세요. 햇볕에 바로 두면 색이 바랠 수 있으니 그늘에서 말려 주세요. 계절이 바뀌면 접어서 종이 상자에 보관하세요.",
            en: "Wash it once in cold water before first use. Dry it in the shade, since direct sun can fade it. Fold it into a paper box out of season.",
        },
    },
    Category {
        slug: "lighting",
        name: Text {
            ko: "조명",
            en: "Lighting",
        },
        usage: Text {
            ko: "평평한 곳에 세우고 전선이 눌리지 않게 해 주세요. 전구는 E26 소켓, 9와트 이하 LED를 쓰시면 됩니다. 켜 둔 채로 천을 덮지 마세요.",
            en: "Stand it on a flat surface and keep the cord free. Use an E26 LED bulb of at most nine watts. Do not cover it while it is on.",
        },
    },
    Category {
        slug: "storage",
        name: Text {
            ko: "수납",
            en: "Storage",
        },
        usage: Text {
            ko: "무거운 물건을 아래 칸에 먼저 넣어 주세요. 벽에 걸 때는 함께 드린 나사와 수평자를 쓰시면 됩니다. 한 달에 한 번 나사를 다시 조여 주세요.",
            en: "Put heavy things into the lowest part first. Use the enclosed screws and the level when you hang it. Tighten the screws once a month.",
        },
    },
];

/// Material key, its name and how to care for it.
pub const MATERIALS: &[(&str, Text, Text)] = &[
    (
        "wood",
        Text {
            ko: "원목, 식물성 기름 마감",
            en: "Solid wood, plant oil finish",
        },
        Text {
            ko: "물에 담가 두지 말고 마른 천으로 닦아 주세요. 한 달에 한 번 기름을 얇게 발라 주면 갈라지지 않습니다.",
            en: "Do not leave it in water; wipe it with a dry cloth. A thin coat of oil once a month prevents cracks.",
        },
    ),
    (
        "iron",
        Text {
            ko: "무쇠",
            en: "Cast iron",
        },
        Text {
            ko: "세제 없이 뜨거운 물로 씻고 불에 올려 말려 주세요. 기름을 얇게 발라 두면 녹이 슬지 않습니다.",
            en: "Wash it with hot water, no soap, and dry it on the stove. A thin film of oil keeps rust away.",
        },
    ),
    (
        "copper",
        Text {
            ko: "구리, 안쪽 스테인리스",
            en: "Copper lined with steel",
        },
        Text {
            ko: "레몬과 소금으로 문지르면 빛깔이 돌아옵니다. 거친 수세미는 쓰지 마세요.",
            en: "Lemon and salt bring back the shine. Do not use a rough scourer on it.",
        },
    ),
    (
        "linen",
        Text {
            ko: "린넨 100%",
            en: "100% linen",
        },
        Text {
            ko: "찬물에서 중성 세제로 빨아 주세요. 건조기보다 그늘에서 널어 말리는 편이 좋습니다.",
            en: "Wash in cold water with a mild soap. Line drying in the shade is better than a dryer.",
        },
    ),
    (
        "steel",
        Text {
            ko: "강철, 분체 도장",
            en: "Powder-coated steel",
        },
        Text {
            ko: "부드러운 천에 물을 적셔 닦고 물기를 없애 주세요. 흠집이 나면 바로 말려 녹을 막아 주세요.",
            en: "Wipe it with a damp soft cloth and dry it. Keep scratches dry to stop rust.",
        },
    ),
    (
        "stone",
        Text {
            ko: "화강암",
            en: "Granite",
        },
        Text {
            ko: "물로만 씻고 세제는 쓰지 마세요. 쓰고 난 뒤에는 하루 동안 완전히 말려 주세요.",
            en: "Wash it with water only, never with soap. Let it dry for a whole day after use.",
        },
    ),
    (
        "enamel",
        Text {
            ko: "법랑",
            en: "Enamel on steel",
        },
        Text {
            ko: "빈 채로 불에 올리지 마세요. 눌어붙은 자리는 베이킹소다를 풀어 끓이면 떨어집니다.",
            en: "Never heat it empty. Boil baking soda in it to loosen what has stuck.",
        },
    ),
    (
        "ceramic",
        Text {
            ko: "도자기",
            en: "Stoneware",
        },
        Text {
            ko: "부드러운 수세미로 씻어 엎어 말려 주세요. 뜨거운 그릇을 찬물에 바로 넣지 마세요.",
            en: "Wash with a soft sponge and dry it upside down. Do not put the hot piece into cold water.",
        },
    ),
    (
        "brass",
        Text {
            ko: "놋쇠",
            en: "Brass",
        },
        Text {
            ko: "쓰고 나서 바로 씻고 마른 천으로 닦아 주세요. 얼룩은 초록 수세미로 한쪽 방향으로 문질러 주세요.",
            en: "Wash it at once and dry it with a cloth. Rub stains in one direction with a fine pad.",
        },
    ),
    (
        "glass",
        Text {
            ko: "소다 석회 유리",
            en: "Soda-lime glass",
        },
        Text {
            ko: "미지근한 물로 씻고 부드러운 천으로 닦아 주세요. 금이 간 것은 쓰지 말고 저희에게 알려 주세요.",
            en: "Wash in lukewarm water and polish with a soft cloth. Do not use a cracked piece; tell us.",
        },
    ),
    (
        "lacquer",
        Text {
            ko: "나무에 옻칠",
            en: "Lacquered wood",
        },
        Text {
            ko: "부드러운 천으로 씻고 물기를 바로 닦아 주세요. 전자레인지와 식기세척기는 쓸 수 없습니다.",
            en: "Wash with a soft cloth and dry it at once. Not for microwave or dishwasher.",
        },
    ),
    (
        "wool",
        Text {
            ko: "울 100%",
            en: "100% wool",
        },
        Text {
            ko: "바람이 부는 날 밖에 널어 두면 냄새가 빠집니다. 빨 때는 찬물에서 울 세제로 손빨래해 주세요.",
            en: "Air it on a windy day. Wash by hand in cold water with wool soap.",
        },
    ),
    (
        "ramie",
        Text {
            ko: "모시 100%",
            en: "100% ramie",
        },
        Text {
            ko: "찬물에 담갔다가 가볍게 눌러 빨아 주세요. 덜 말랐을 때 다리면 주름이 잘 펴집니다.",
            en: "Soak in cold water and press gently. Iron it while it is still damp.",
        },
    ),
    (
        "cotton",
        Text {
            ko: "면 100%",
            en: "100% cotton",
        },
        Text {
            ko: "40도 이하의 물에서 세탁기로 빨 수 있습니다. 섬유 유연제는 물을 덜 먹게 하니 쓰지 마세요.",
            en: "Machine wash at 40 degrees or less. Skip the softener; it makes the cotton less thirsty.",
        },
    ),
    (
        "paper",
        Text {
            ko: "한지와 나무",
            en: "Paper and wood",
        },
        Text {
            ko: "마른 붓으로 먼지를 털어 주세요. 물이 닿으면 얼룩이 남으니 젖은 손으로 만지지 마세요.",
            en: "Dust it with a dry brush. Water leaves stains, so keep wet hands away.",
        },
    ),
    (
        "wax",
        Text {
            ko: "밀랍",
            en: "Beeswax",
        },
        Text {
            ko: "켜기 전에 심지를 5밀리미터로 잘라 주세요. 서늘하고 어두운 곳에 눕혀 보관하세요.",
            en: "Trim the wick to five millimetres before lighting. Store it lying in a cool dark place.",
        },
    ),
    (
        "willow",
        Text {
            ko: "버들",
            en: "Willow",
        },
        Text {
            ko: "한 철에 한 번 물을 뿌려 그늘에서 말려 주세요. 너무 마르면 가지가 부러질 수 있습니다.",
            en: "Spray it with water once a season and dry it in the shade. Very dry twigs can snap.",
        },
    ),
];

/// Country key and its name.
pub const COUNTRIES: &[(&str, Text)] = &[
    (
        "kr",
        Text {
            ko: "대한민국",
            en: "Republic of Korea",
        },
    ),
    (
        "pt",
        Text {
            ko: "포르투갈",
            en: "Portugal",
        },
    ),
    (
        "lt",
        Text {
            ko: "리투아니아",
            en: "Lithuania",
        },
    ),
    (
        "fr",
        Text {
            ko: "프랑스",
            en: "France",
        },
    ),
    (
        "cz",
        Text {
            ko: "체코",
            en: "Czechia",
        },
    ),
    (
        "nz",
        Text {
            ko: "뉴질랜드",
            en: "New Zealand",
        },
    ),
];

/// Colour key, its name and its paint.
pub const COLOURS: &[(&str, Text, &str)] = &[
    (
        "brown",
        Text {
            ko: "갈색",
            en: "Brown",
        },
        "#8d6748",
    ),
    (
        "black",
        Text {
            ko: "검정",
            en: "Black",
        },
        "#2b2b2b",
    ),
    (
        "white",
        Text {
            ko: "흰색",
            en: "White",
        },
        "#f4f1ea",
    ),
    (
        "grey",
        Text {
            ko: "회색", en: "Grey"
        },
        "#9a9a94",
    ),
    (
        "blue",
        Text {
            ko: "파랑", en: "Blue"
        },
        "#4a6c8c",
    ),
    (
        "green",
        Text {
            ko: "초록",
            en: "Green",
        },
        "#66805b",
    ),
    (
        "red",
        Text {
            ko: "빨강", en: "Red"
        },
        "#a6493c",
    ),
];
