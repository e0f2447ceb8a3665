"""What the supper's form asks, with questions of every type, and how many it seats."""

from kalends.domain.form_field import FormField

SEATS = 12
MEALS = {"everything": "I eat everything", "vegetarian": "Vegetarian", "vegan": "Vegan"}
FIELDS = (
    FormField(type="label", label="What do you eat?"),
    *(FormField(type="radio", name="meal", label=it, placeholder=value, required=True) for value, it in MEALS.items()),
    FormField(type="text", name="avoid", label="What should we leave out?", placeholder="Allergies, for example nuts"),
    FormField(type="number", name="children", label="Children under six", placeholder="They need a high chair"),
    FormField(type="checkbox", name="dish", label="I bring a dish for everybody"),
    FormField(type="hidden", name="source", default="page"),
)
FORM: dict[str, object] = {
    "seats_max": SEATS,
    "seats_per_answer": 4,
    "maybe_offered": True,
    "waiting_list": True,
    "headline": "Will you join us at the table?",
    "text": f"<p>There are {SEATS} seats. Whoever comes too late waits for one that becomes free.</p>",
    "fields": FIELDS,
}
