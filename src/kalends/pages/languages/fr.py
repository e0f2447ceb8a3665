"""French."""

from kalends.pages.language import Answers, Dates, Errors, Feeds, Language, Rsvp, RuleWords, Start, States, Tags, Text
from kalends.pages.languages import plural

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_MONTHS_SHORT = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
_WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def _nth(number: int) -> str:
    return "1er" if number == 1 else str(number)


LANGUAGE = Language(
    tag="fr",
    name="Français",
    plural=plural.none_or_one,
    nth=_nth,
    group="\u202f",
    listing=(", ", " et "),
    text=Text(
        add_all_dates="Ajouter toutes les dates au calendrier",
        add_next_date="Ajouter seulement la prochaine date",
        add_to_calendar="Ajouter au calendrier",
        all_dates="Toutes les dates",
        all_dates_of_event="Voir toutes les dates de cet événement",
        answer="Votre réponse",
        answer_this_event="Répondre à cette invitation",
        are_you_coming="Viendrez-vous ?",
        calendar_file="Fichier de calendrier (.ics)",
        closed="Les inscriptions sont closes. Vous pouvez encore signaler votre absence.",
        coming_events="Événements à venir",
        further_dates="Afficher les dates suivantes",
        language="Langue",
        leave_empty="Laissez ce champ vide",
        mail="Votre adresse e-mail",
        mail_hint="Seuls les organisateurs la voient.",
        map="Voir sur une carte",
        members_get_address="Les membres du groupe reçoivent l’adresse.",
        moved="Déplacé",
        name="Votre nom",
        next_date="Prochaine date",
        next_dates="Prochaines dates",
        nothing_past="Rien n’a encore eu lieu.",
        nothing_planned="Rien n’est prévu pour le moment.",
        online="En ligne",
        optional="(facultatif)",
        organizer="Organisation",
        other_calendars="Autres calendriers",
        past_events="Événements passés",
        paste="Ou collez cette adresse dans votre agenda :",
        problem="Il y a un problème",
        qr="Code QR avec l’adresse de cette page",
        seats="Combien de places, la vôtre comprise",
        see_coming="Voir les événements à venir",
        see_past="Voir les événements passés",
        send="Envoyer la réponse",
        share="En parler par e-mail",
        subscribe="S’abonner dans votre calendrier",
        subscribe_why="Les événements nouveaux ou modifiés y apparaissent alors d’eux-mêmes.",
        when="Quand",
        where="Où",
        which_date="Quelle date",
        your_time="Chez vous :",
    ),
    states=States(
        cancelled="Cet événement est annulé.",
        cancelled_date="Cette date est annulée.",
        past="Cet événement est terminé.",
        past_date="Cette date est passée.",
        running="C’est en cours.",
        today="C’est aujourd’hui.",
        tentative="Ce n’est pas encore certain.",
        full="Toutes les places sont prises.",
    ),
    tags=Tags(
        cancelled="Annulé", past="Terminé", running="En cours", today="Aujourd’hui", tentative="Pas encore certain"
    ),
    answers=Answers(
        yes="Oui, je viens",
        maybe="Peut-être",
        no="Non, je ne peux pas",
        title="Si vous venez de répondre",
        sent="Votre réponse « {answer} » a été transmise aux organisateurs.",
        not_yet="Vous n’avez pas encore répondu ?",
    ),
    rsvp=Rsvp(
        waiting_list=(
            "Toutes les places sont prises. En répondant oui, vous entrez sur la liste d’attente : les places "
            "sont attribuées dans l’ordre des réponses, et vous recevez un message dès que l’une d’elles est à "
            "vous."
        ),
        next="Vous recevez un message avec un lien pour voir ou modifier votre réponse.",
        again=(
            "Si votre adresse avait déjà répondu, c’est cette réponse qui compte, et vous recevez un message "
            "avec le lien pour la retrouver."
        ),
        confirm_text=(
            "Nous vous envoyons un message. Votre réponse compte dès que vous avez ouvert son lien et confirmé."
        ),
        kept_until="Votre place est gardée jusqu’à {time}.",
        joined=(
            "Il ne restait pas assez de places : votre réponse est sur la liste d’attente. Vous recevez un "
            "message dès qu’une place est à vous."
        ),
        link_title="Si vous venez de demander le lien",
        link_text="Si cette adresse a répondu, un message avec le lien vers cette réponse est en route.",
        answered_before="Vous avez déjà répondu ?",
        send_link="M’envoyer le lien vers ma réponse",
        coming="Vous venez.",
        maybe_coming="Vous viendrez peut-être.",
        not_coming="Vous ne venez pas.",
        waiting=(
            "Vous êtes sur la liste d’attente. Vous recevez un message dès qu’une place est à vous ; personne "
            "arrivé plus tard ne passe avant vous."
        ),
        ahead="Avant vous sur la liste : {n}",
        unconfirmed="Votre réponse n’est pas encore confirmée, et aucune place n’est gardée pour vous.",
        unanswered="Vous n’avez pas répondu.",
        left="Places restantes : {n}",
        places="Places : {n}",
        confirm="Confirmer ma réponse",
        change="Modifier votre réponse",
        save="Enregistrer la réponse",
        saved="Votre réponse est enregistrée.",
        yours="Cette adresse n’est qu’à vous. Quiconque la possède peut modifier votre réponse.",
        missing="Répondez à cette question.",
        number="Écrivez un nombre, par exemple 3.",
        option="Choisissez une des possibilités.",
        too_long="Écrivez au plus {most} caractères, sans caractères de contrôle.",
        quick="C’était très rapide. Appuyez encore une fois sur le bouton.",
        form_changed=(
            "Ce formulaire a été modifié depuis que vous avez ouvert la page. "
            "Relisez-le, puis appuyez encore une fois sur le bouton."
        ),
    ),
    errors=Errors(
        mail="Écrivez une adresse e-mail, par exemple nom@example.org.",
        name="Écrivez votre nom sur une ligne de 300 caractères au plus.",
        answer="Choisissez une des réponses.",
        amount="Choisissez de 1 à {most} places.",
        occurrence="Choisissez une des dates.",
        closed="Les inscriptions sont closes. Vous pouvez encore signaler votre absence.",
        full="Il ne reste pas autant de places. Vous pouvez en demander moins, ou répondre autrement.",
        anew=(
            "Cette réponse a été envoyée à nouveau depuis que vous avez ouvert la page. Relisez-la "
            "avant de la confirmer."
        ),
        other="Cette réponse n’a pas pu être enregistrée. Veuillez réessayer.",
    ),
    failures={
        400: ("Demande illisible", "La demande n’était pas telle qu’un navigateur l’envoie."),
        403: (
            "Pas d’ici",
            "On ne peut répondre que depuis la page de l’événement. Ouvrez cette page et réessayez.",
        ),
        404: ("Rien ici", "Il n’y a ni événement ni groupe à cette adresse, ou bien il n’est pas public."),
        405: ("Pas de cette façon", "Cette adresse sert à autre chose."),
        413: ("Trop à la fois", "Le formulaire était trop grand."),
        429: ("Un instant", "Trop de demandes sont venues de votre réseau. Réessayez dans une minute."),
        500: ("Un incident est survenu", "C’est notre faute, et c’est noté. Veuillez réessayer."),
        503: ("De retour bientôt", "Le serveur n’atteint pas ses données en ce moment. Réessayez dans une minute."),
    },
    feeds=Feeds(
        link="Quels calendriers le suivent ?",
        title="Qui suit ce calendrier",
        why=(
            "Les programmes de calendrier reviennent quand ils veulent, certains une fois par jour seulement. "
            "Une modification y apparaît après leur prochaine visite."
        ),
        nobody="Aucun programme de calendrier ne l’a encore récupéré.",
        program="Programme",
        last="Dernière visite",
        newest="A la dernière version",
        yes="oui",
        not_yet="pas encore",
        browser="un navigateur",
        other="un autre programme",
    ),
    start=Start(
        here=(
            "Ceci est un serveur Kalends. Si quelqu’un vous a envoyé l’adresse d’un événement, "
            "elle se termine par un long code."
        ),
        topics=(
            (
                "Événements, pages et calendriers",
                "Chaque événement a une page et un fichier pour tout calendrier, chaque groupe un flux.",
            ),
            (
                "Trois interfaces, un seul registre",
                "Les programmes accèdent aux mêmes événements sous /v1, /v3 et /groups/v2.",
            ),
            (
                "L’exploiter",
                "Comment démarrer, régler, sauvegarder et mettre à jour ce serveur est expliqué dans son README et "
                "dans docs/operating.md.",
            ),
        ),
    ),
    dates=Dates(
        months=_MONTHS,
        months_short=_MONTHS_SHORT,
        months_tile=_MONTHS_SHORT,
        weekdays=_WEEKDAYS,
        weekdays_short=("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
        long_day="{weekday} {day} {month} {year}",
        short_day="{weekday} {day} {month} {year}",
        date="{day} {month} {year}",
        at="{day}, {start}",
        span="{day}, de {start} à {end}",
        span_midnight="{day}, de {start} à minuit",
        span_next_day="{day}, de {start} à {end}, fin le lendemain",
        span_days="{day}, {start}, au {last}, {end}",
        all_day="{day}, toute la journée",
        all_days="{day} au {last}, toute la journée",
        moved_from="Déplacé, prévu d’abord {time}",
        zone="heure de {name}",
        usual_zone="Les heures sont données en {zone}, sauf mention contraire.",
        first="1er",
    ),
    rule=RuleWords(
        often={
            "DAILY": {"=1": "Tous les jours", "other": "Tous les {n} jours"},
            "WEEKLY": {"=1": "Toutes les semaines", "other": "Toutes les {n} semaines"},
            "MONTHLY": {"=1": "Tous les mois", "other": "Tous les {n} mois"},
            "YEARLY": {"=1": "Tous les ans", "other": "Tous les {n} ans"},
        },
        weekly="{days}",
        weekly_days=tuple(f"le {day}" for day in _WEEKDAYS),
        monthly="{days}",
        monthly_days=_WEEKDAYS,
        nth={
            "m": {
                0: "chaque {day}",
                1: "le premier {day}",
                2: "le deuxième {day}",
                3: "le troisième {day}",
                4: "le quatrième {day}",
                5: "le cinquième {day}",
                -1: "le dernier {day}",
                -2: "l’avant-dernier {day}",
            }
        },
        month_day="le {nth}",
        month_days={-1: "le dernier jour", -2: "l’avant-dernier jour"},
        month_day_back="le {nth}e jour en partant de la fin",
        in_months="en {months}",
        months=_MONTHS,
        times={"=1": ", une fois", "=2": ", deux fois", "other": ", {n} fois"},
        until=", jusqu’au {date}",
    ),
)
