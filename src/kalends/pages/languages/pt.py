"""Portuguese, worded so that both Brazil and Portugal take it for theirs."""

from kalends.pages.language import Answers, Dates, Errors, Feeds, Language, Rsvp, RuleWords, Start, States, Tags, Text
from kalends.pages.languages import plural

_MONTHS = (
    "janeiro", "fevereiro", "março", "abril", "maio", "junho", "julho", "agosto", "setembro", "outubro", "novembro",
    "dezembro",
)  # fmt: skip
_MONTHS_SHORT = (
    "jan.", "fev.", "mar.", "abr.", "mai.", "jun.", "jul.", "ago.", "set.", "out.", "nov.", "dez.",
)  # fmt: skip
_WEEKDAYS = (
    "segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira", "sábado", "domingo",
)  # fmt: skip

LANGUAGE = Language(
    tag="pt",
    name="Português",
    plural=plural.none_or_one,
    group=".",
    listing=(", ", " e "),
    text=Text(
        add_all_dates="Adicionar todas as datas ao calendário",
        add_next_date="Adicionar só a próxima data",
        add_to_calendar="Adicionar ao calendário",
        all_dates="Todas as datas",
        all_dates_of_event="Ver todas as datas deste evento",
        answer="A sua resposta",
        answer_this_event="Responder a este convite",
        are_you_coming="Vai participar?",
        calendar_file="Arquivo de calendário (.ics)",
        closed="As inscrições estão encerradas. Ainda pode avisar que não vai.",
        coming_events="Próximos eventos",
        further_dates="Mostrar mais datas",
        language="Idioma",
        leave_empty="Deixe este campo vazio",
        mail="O seu e-mail",
        mail_hint="Só quem organiza o vê.",
        map="Ver no mapa",
        members_get_address="Os membros do grupo recebem o endereço.",
        moved="Alterado",
        name="O seu nome",
        next_date="Próxima data",
        next_dates="Próximas datas",
        nothing_past="Ainda não houve nada.",
        nothing_planned="Não há nada previsto neste momento.",
        online="Online",
        optional="(opcional)",
        organizer="Organização",
        other_calendars="Outros calendários",
        past_events="Eventos passados",
        paste="Ou cole este endereço no seu programa de calendário:",
        problem="Há um problema",
        qr="Código QR com o endereço desta página",
        seats="Quantos lugares, contando com o seu",
        see_coming="Ver os próximos eventos",
        see_past="Ver os eventos passados",
        send="Enviar resposta",
        share="Partilhar por e-mail",
        subscribe="Assinar no seu calendário",
        subscribe_why="Os eventos novos e alterados aparecem lá por si.",
        when="Quando",
        where="Onde",
        which_date="Qual data",
        your_time="No seu fuso horário:",
    ),
    states=States(
        cancelled="Este evento foi cancelado.",
        cancelled_date="Esta data foi cancelada.",
        past="Este evento já terminou.",
        past_date="Esta data já passou.",
        running="Está a decorrer agora.",
        today="É hoje.",
        tentative="Ainda não é certo.",
        full="Todos os lugares estão ocupados.",
    ),
    tags=Tags(cancelled="Cancelado", past="Terminado", running="Agora", today="Hoje", tentative="Ainda não é certo"),
    answers=Answers(
        yes="Sim, vou",
        maybe="Talvez",
        no="Não, não posso ir",
        title="Se acabou de responder",
        sent="A sua resposta “{answer}” foi enviada a quem organiza.",
        not_yet="Ainda não respondeu?",
    ),
    rsvp=Rsvp(
        waiting_list=(
            "Todos os lugares estão ocupados. Com um sim entra na lista de espera: os lugares são dados pela "
            "ordem das respostas, e recebe uma mensagem assim que um for seu."
        ),
        next="Recebe uma mensagem com uma ligação para ver ou mudar a sua resposta.",
        again=(
            "Se o seu endereço já tinha respondido, vale essa resposta, e recebe uma mensagem com a ligação para ela."
        ),
        confirm_text="Enviamos-lhe uma mensagem. A sua resposta conta assim que abrir a ligação e confirmar.",
        kept_until="O seu lugar está guardado até às {time}.",
        joined=(
            "Não havia lugares suficientes, por isso a sua resposta está na lista de espera. Recebe uma "
            "mensagem assim que um lugar for seu."
        ),
        link_title="Se acabou de pedir a ligação",
        link_text="Se este endereço respondeu, vai a caminho uma mensagem com a ligação para essa resposta.",
        answered_before="Já tinha respondido?",
        send_link="Enviar-me a ligação para a minha resposta",
        coming="Vai estar presente.",
        maybe_coming="Talvez vá.",
        not_coming="Não vai.",
        waiting=(
            "Está na lista de espera. Recebe uma mensagem assim que um lugar for seu; quem chegou depois não "
            "passa à sua frente."
        ),
        ahead="À sua frente na lista: {n}",
        unconfirmed="A sua resposta ainda não está confirmada, e nenhum lugar está guardado para si.",
        unanswered="Não respondeu.",
        left="Lugares livres: {n}",
        places="Lugares: {n}",
        confirm="Confirmar a minha resposta",
        change="Mudar a sua resposta",
        save="Guardar a resposta",
        saved="A sua resposta está guardada.",
        yours="Este endereço é só seu. Quem o tiver pode mudar a sua resposta.",
        missing="Responda a esta pergunta.",
        number="Escreva um número, por exemplo 3.",
        option="Escolha uma das opções.",
        too_long="Escreva no máximo {most} caracteres, sem caracteres de controlo.",
        quick="Foi muito rápido. Carregue no botão mais uma vez.",
        form_changed=(
            "Este formulário mudou desde que abriu a página. Veja-o outra vez e carregue no botão mais uma vez."
        ),
    ),
    errors=Errors(
        mail="Escreva um endereço de e-mail, por exemplo nome@example.org.",
        name="Escreva o seu nome numa linha de 300 caracteres, no máximo.",
        answer="Escolha uma das respostas.",
        amount="Escolha de 1 a {most} lugares.",
        occurrence="Escolha uma das datas.",
        closed="As inscrições estão encerradas. Ainda pode avisar que não vai.",
        full="Já não há tantos lugares. Pode pedir menos ou dar outra resposta.",
        anew="Esta resposta foi enviada de novo desde que abriu a página. Veja-a outra vez antes de a confirmar.",
        other="Não foi possível guardar esta resposta. Tente novamente.",
    ),
    failures={
        400: ("Não foi possível ler", "O pedido não era como um navegador o envia."),
        403: ("Daqui não", "Só se responde na página do evento. Abra essa página e tente novamente."),
        404: ("Nada aqui", "Neste endereço não há nenhum evento nem grupo, ou não é público."),
        405: ("Assim não", "Este endereço serve para outra coisa."),
        413: ("Demasiado de uma vez", "O formulário era grande demais."),
        429: ("Um momento", "Vieram pedidos a mais da sua rede. Tente novamente daqui a um minuto."),
        500: ("Algo correu mal", "A culpa é nossa e ficou registada. Tente novamente."),
        503: ("Voltamos já", "O servidor não alcança os seus dados neste momento. Tente daqui a um minuto."),
    },
    feeds=Feeds(
        link="Que calendários o seguem?",
        title="Quem segue este calendário",
        why=(
            "Os programas de calendário voltam quando querem, alguns apenas uma vez por dia. "
            "Uma alteração é vista lá depois da próxima visita."
        ),
        nobody="Nenhum programa de calendário o foi buscar ainda.",
        program="Programa",
        last="Última visita",
        newest="Tem a versão mais recente",
        yes="sim",
        not_yet="ainda não",
        browser="um navegador",
        other="outro programa",
    ),
    start=Start(
        here="Este é um servidor Kalends. Se alguém lhe enviou o endereço de um evento, ele termina num código longo.",
        topics=(
            (
                "Eventos, páginas e calendários",
                "Cada evento tem uma página e um ficheiro para qualquer calendário, e cada grupo, uma assinatura.",
            ),
            (
                "Três interfaces, um só registo",
                "Os programas chegam aos mesmos eventos em /v1, /v3 e /groups/v2.",
            ),
            (
                "Funcionamento",
                "Como iniciar, configurar, salvaguardar e atualizar este servidor está no README e em "
                "docs/operating.md.",
            ),
        ),
    ),
    dates=Dates(
        months=_MONTHS,
        months_short=_MONTHS_SHORT,
        months_tile=_MONTHS_SHORT,
        weekdays=_WEEKDAYS,
        weekdays_short=("seg.", "ter.", "qua.", "qui.", "sex.", "sáb.", "dom."),
        long_day="{weekday}, {day} de {month} de {year}",
        short_day="{weekday}, {day} de {month} de {year}",
        date="{day} de {month} de {year}",
        at="{day}, {start}",
        span="{day}, das {start} às {end}",
        span_midnight="{day}, das {start} à meia-noite",
        span_next_day="{day}, das {start} às {end}, termina no dia seguinte",
        span_days="{day}, {start}, até {last}, {end}",
        all_day="{day}, o dia todo",
        all_days="{day} a {last}, o dia todo",
        moved_from="Alterado, antes era {time}",
        zone="hora de {name}",
        usual_zone="As horas estão em {zone}, salvo indicação em contrário.",
    ),
    rule=RuleWords(
        often={
            "DAILY": {"=1": "Todos os dias", "other": "A cada {n} dias"},
            "WEEKLY": {"=1": "Todas as semanas", "other": "A cada {n} semanas"},
            "MONTHLY": {"=1": "Todos os meses", "other": "A cada {n} meses"},
            "YEARLY": {"=1": "Todos os anos", "other": "A cada {n} anos"},
        },
        weekly="{days}",
        weekly_days=(*(f"na {day}" for day in _WEEKDAYS[:5]), "no sábado", "no domingo"),
        monthly="{days}",
        monthly_days=_WEEKDAYS,
        genders="fffffmm",
        nth={
            "m": {
                0: "em cada {day}",
                1: "no primeiro {day}",
                2: "no segundo {day}",
                3: "no terceiro {day}",
                4: "no quarto {day}",
                5: "no quinto {day}",
                -1: "no último {day}",
                -2: "no penúltimo {day}",
            },
            "f": {
                0: "em cada {day}",
                1: "na primeira {day}",
                2: "na segunda {day}",
                3: "na terceira {day}",
                4: "na quarta {day}",
                5: "na quinta {day}",
                -1: "na última {day}",
                -2: "na penúltima {day}",
            },
        },
        month_day="no dia {nth}",
        month_days={-1: "no último dia", -2: "no penúltimo dia"},
        month_day_back="no {nth}.º dia a contar do fim",
        in_months="em {months}",
        months=_MONTHS,
        times={"=1": ", uma vez", "=2": ", duas vezes", "other": ", {n} vezes"},
        until=", até {date}",
    ),
)
