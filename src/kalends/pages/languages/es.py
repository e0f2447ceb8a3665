"""Spanish."""

from kalends.pages.language import Answers, Dates, Errors, Feeds, Language, Rsvp, RuleWords, Start, States, Tags, Text
from kalends.pages.languages import plural

_MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre",
    "diciembre",
)  # fmt: skip
_MONTHS_SHORT = ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic")
_WEEKDAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")

LANGUAGE = Language(
    tag="es",
    name="Español",
    plural=plural.one,
    group=".",
    group_from=10_000,
    listing=(", ", " y "),
    text=Text(
        add_all_dates="Añadir todas las fechas al calendario",
        add_next_date="Añadir solo la próxima fecha",
        add_to_calendar="Añadir al calendario",
        all_dates="Todas las fechas",
        all_dates_of_event="Ver todas las fechas de este evento",
        answer="Su respuesta",
        answer_this_event="Responder a esta invitación",
        are_you_coming="¿Va a asistir?",
        calendar_file="Archivo de calendario (.ics)",
        closed="Ya no se admiten inscripciones. Todavía puede avisar de que no podrá asistir.",
        coming_events="Próximos eventos",
        further_dates="Mostrar más fechas",
        language="Idioma",
        leave_empty="Deje este campo vacío",
        mail="Su correo electrónico",
        mail_hint="Solo lo ve quien organiza.",
        map="Ver en un mapa",
        members_get_address="Los miembros del grupo reciben la dirección.",
        moved="Cambiado",
        name="Su nombre",
        next_date="Próxima fecha",
        next_dates="Próximas fechas",
        nothing_past="Todavía no ha tenido lugar nada.",
        nothing_planned="No hay nada previsto por ahora.",
        online="En línea",
        optional="(opcional)",
        organizer="Organiza",
        other_calendars="Otros calendarios",
        past_events="Eventos pasados",
        paste="O pegue esta dirección en su programa de calendario:",
        problem="Hay un problema",
        qr="Código QR con la dirección de esta página",
        seats="Cuántas plazas, incluida la suya",
        see_coming="Ver los próximos eventos",
        see_past="Ver los eventos pasados",
        send="Enviar respuesta",
        share="Contarlo por correo",
        subscribe="Suscribirse en su calendario",
        subscribe_why="Los eventos nuevos y modificados aparecen allí por sí solos.",
        when="Cuándo",
        where="Dónde",
        which_date="Qué fecha",
        your_time="En su zona:",
    ),
    states=States(
        cancelled="Este evento está cancelado.",
        cancelled_date="Esta fecha está cancelada.",
        past="Este evento ya ha terminado.",
        past_date="Esta fecha ya ha pasado.",
        running="Está ocurriendo ahora.",
        today="Es hoy.",
        tentative="Todavía no es seguro.",
        full="Todas las plazas están ocupadas.",
    ),
    tags=Tags(cancelled="Cancelado", past="Terminado", running="Ahora", today="Hoy", tentative="Todavía no es seguro"),
    answers=Answers(
        yes="Sí, asistiré",
        maybe="Quizás",
        no="No, no podré asistir",
        title="Si acaba de responder",
        sent="Su respuesta «{answer}» se ha enviado a quien organiza.",
        not_yet="¿Todavía no ha respondido?",
    ),
    rsvp=Rsvp(
        waiting_list=(
            "Todas las plazas están ocupadas. Con un sí entra en la lista de espera: las plazas se dan por orden "
            "de respuesta, y recibirá un mensaje en cuanto una sea suya."
        ),
        next="Recibirá un mensaje con un enlace para ver su respuesta o cambiarla.",
        again=(
            "Si su dirección ya había respondido, vale aquella respuesta, y recibirá un mensaje con el enlace a ella."
        ),
        confirm_text="Le enviamos un mensaje. Su respuesta cuenta en cuanto abra el enlace y la confirme.",
        kept_until="Su plaza queda reservada hasta las {time}.",
        joined=(
            "No quedaban plazas suficientes, así que su respuesta está en la lista de espera. Recibirá un "
            "mensaje en cuanto una plaza sea suya."
        ),
        link_title="Si acaba de pedir el enlace",
        link_text="Si esta dirección ha respondido, va en camino un mensaje con el enlace a esa respuesta.",
        answered_before="¿Ya había respondido?",
        send_link="Enviarme el enlace a mi respuesta",
        coming="Usted asistirá.",
        maybe_coming="Quizás asista.",
        not_coming="Usted no asistirá.",
        waiting=(
            "Está en la lista de espera. Recibirá un mensaje en cuanto una plaza sea suya; nadie que llegara "
            "después pasa antes."
        ),
        ahead="Delante de usted en la lista: {n}",
        unconfirmed="Su respuesta aún no está confirmada, y no hay ninguna plaza reservada para usted.",
        unanswered="No ha respondido.",
        left="Plazas libres: {n}",
        places="Plazas: {n}",
        confirm="Confirmar mi respuesta",
        change="Cambiar su respuesta",
        save="Guardar la respuesta",
        saved="Su respuesta está guardada.",
        yours="Esta dirección es solo suya. Quien la tenga puede cambiar su respuesta.",
        missing="Responda a esta pregunta.",
        number="Escriba un número, por ejemplo 3.",
        option="Elija una de las opciones.",
        too_long="Escriba como máximo {most} caracteres, sin caracteres de control.",
        quick="Ha sido muy rápido. Pulse el botón otra vez.",
        form_changed="Este formulario ha cambiado desde que abrió la página. Revíselo y pulse el botón otra vez.",
    ),
    errors=Errors(
        mail="Escriba una dirección de correo, por ejemplo nombre@example.org.",
        name="Escriba su nombre en una línea de 300 caracteres como máximo.",
        answer="Elija una de las respuestas.",
        amount="Elija de 1 a {most} plazas.",
        occurrence="Elija una de las fechas.",
        closed="Ya no se admiten inscripciones. Todavía puede avisar de que no podrá asistir.",
        full="No quedan tantas plazas. Puede pedir menos o dar otra respuesta.",
        anew="Esta respuesta se ha enviado de nuevo desde que abrió la página. Revísela otra vez antes de confirmarla.",
        other="No se ha podido guardar esta respuesta. Inténtelo de nuevo.",
    ),
    failures={
        400: ("No se ha podido leer", "La petición no era como la envía un navegador."),
        403: ("Desde aquí no", "Solo se responde desde la página del evento. Abra esa página e inténtelo de nuevo."),
        404: ("Aquí no hay nada", "En esta dirección no hay ningún evento ni grupo, o no es público."),
        405: ("Así no", "Esta dirección sirve para otra cosa."),
        413: ("Demasiado de una vez", "El formulario era demasiado grande."),
        429: ("Un momento", "Han llegado demasiadas peticiones de su red. Inténtelo de nuevo en un minuto."),
        500: ("Algo ha fallado", "Es culpa nuestra y ha quedado registrado. Inténtelo de nuevo."),
        503: ("Volvemos enseguida", "El servidor no alcanza sus datos en este momento. Inténtelo en un minuto."),
    },
    feeds=Feeds(
        link="¿Qué calendarios lo siguen?",
        title="Quién sigue este calendario",
        why=(
            "Los programas de calendario vuelven cuando quieren, algunos solo una vez al día. "
            "Un cambio se ve allí después de su próxima visita."
        ),
        nobody="Ningún programa de calendario lo ha descargado todavía.",
        program="Programa",
        last="Última descarga",
        newest="Tiene la última versión",
        yes="sí",
        not_yet="todavía no",
        browser="un navegador",
        other="otro programa",
    ),
    start=Start(
        here=(
            "Este es un servidor Kalends. Si alguien le ha enviado la dirección de un evento, "
            "termina en un código largo."
        ),
        topics=(
            (
                "Eventos, páginas y calendarios",
                "Cada evento tiene una página y un archivo para cualquier calendario, y cada grupo, una suscripción.",
            ),
            (
                "Tres interfaces, un solo registro",
                "Los programas llegan a los mismos eventos en /v1, /v3 y /groups/v2.",
            ),
            (
                "Su funcionamiento",
                "Cómo arrancar, configurar, respaldar y actualizar este servidor se explica en su README y en "
                "docs/operating.md.",
            ),
        ),
    ),
    dates=Dates(
        months=_MONTHS,
        months_short=_MONTHS_SHORT,
        months_tile=_MONTHS_SHORT,
        weekdays=_WEEKDAYS,
        weekdays_short=("lun", "mar", "mié", "jue", "vie", "sáb", "dom"),
        long_day="{weekday}, {day} de {month} de {year}",
        short_day="{weekday}, {day} {month} {year}",
        date="{day} de {month} de {year}",
        at="{day}, {start}",
        span="{day}, de {start} a {end}",
        span_midnight="{day}, de {start} a medianoche",
        span_next_day="{day}, de {start} a {end}, termina al día siguiente",
        span_days="{day}, {start}, hasta {last}, {end}",
        all_day="{day}, todo el día",
        all_days="{day} a {last}, todo el día",
        moved_from="Cambiado, antes era {time}",
        zone="hora de {name}",
        usual_zone="Las horas están en {zone}, salvo que se indique otra.",
        clock="24h",
    ),
    rule=RuleWords(
        often={
            "DAILY": {"=1": "Cada día", "other": "Cada {n} días"},
            "WEEKLY": {"=1": "Cada semana", "other": "Cada {n} semanas"},
            "MONTHLY": {"=1": "Cada mes", "other": "Cada {n} meses"},
            "YEARLY": {"=1": "Cada año", "other": "Cada {n} años"},
        },
        weekly="{days}",
        weekly_days=tuple(f"el {day}" for day in _WEEKDAYS),
        monthly="{days}",
        monthly_days=_WEEKDAYS,
        nth={
            "m": {
                0: "cada {day}",
                1: "el primer {day}",
                2: "el segundo {day}",
                3: "el tercer {day}",
                4: "el cuarto {day}",
                5: "el quinto {day}",
                -1: "el último {day}",
                -2: "el penúltimo {day}",
            }
        },
        month_day="el día {nth}",
        month_days={-1: "el último día", -2: "el penúltimo día"},
        month_day_back="el {nth}.º día contando desde el final",
        in_months="en {months}",
        months=_MONTHS,
        times={"=1": ", una vez", "=2": ", dos veces", "other": ", {n} veces"},
        until=", hasta el {date}",
    ),
)
