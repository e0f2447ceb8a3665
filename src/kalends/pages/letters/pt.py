"""Letters in Portuguese."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "Confirme o seu endereço: {event}",
        "Confirme o seu endereço para «{event}».",
        "A sua resposta conta assim que o fizer.",
    ),
    thanks=Wording(
        "O seu endereço está confirmado: {event}",
        "Obrigado: o seu endereço está confirmado e a sua resposta a «{event}» conta.",
    ),
    accepted=Wording("Vai participar: {event}", "Vai participar em «{event}»."),
    tentative=Wording("Talvez participe: {event}", "Talvez participe em «{event}»."),
    declined=Wording("Não vai participar: {event}", "Não vai participar em «{event}»."),
    waitlisted=Wording(
        "Está na lista de espera: {event}",
        "Está na lista de espera de «{event}».",
        "Assim que houver um lugar para si, escrevemos-lhe.",
    ),
    changed=Wording("A sua resposta foi alterada: {event}", "A sua resposta foi alterada."),
    event_revised=Wording(
        "Alterado: {event}",
        "«{event}» foi alterado.",
        "Agora vale isto:",
    ),
    personal_link=Wording(
        "A sua resposta a {event}",
        "Este é o caminho para a sua resposta a «{event}».",
        "Quem tiver este link pode ver e alterar a sua resposta; guarde-o para si.",
    ),
    answered_again=Wording(
        "Já respondeu: {event}",
        "Alguém, provavelmente você, acabou de responder outra vez a «{event}» com este endereço.",
        "Vale a primeira resposta. Pode vê-la e alterá-la mais abaixo.",
    ),
    cancelled=Wording("Cancelado: {event}", "«{event}» foi cancelado."),
    promoted=Wording(
        "Há um lugar para si: {event}",
        "Ficou livre um lugar: vai participar em «{event}».",
        "Se já não puder vir, diga-o, por favor, e outra pessoa poderá.",
    ),
    reminder=Wording("Lembrete: {event}", "Um lembrete de «{event}»: {when}."),
    attendance=Wording("Quem vem a {event}?", "Anote, por favor, quem vem a «{event}»."),
    invitation=Wording(
        "Convite: {event}",
        "Está convidado para «{event}».",
        "Pode responder no seu programa de calendário ou mais abaixo.",
    ),
    webhook_off=Wording(
        "Webhook desativado: {webhook}",
        "O webhook «{webhook}» foi desativado.",
        "Deixa de ser informado do que acontece até o voltar a ativar.",
    ),
    webhook_gone="{host} respondeu que o endereço já não existe (410).",
    webhook_failing="Há dias que não foi possível entregar nada a {host}.",
    do_confirm="Confirmar o meu endereço",
    do_answer="Ver ou alterar a minha resposta",
    do_invited="Responder",
    do_attendance="Anotar quem vem",
    do_page="Abrir a página do evento",
    before="Antes",
    places={"one": "{n} lugar", "other": "{n} lugares"},
    until="O seu lugar fica reservado até às {time}.",
    not_you="Se não foi você, não precisa de fazer nada.",
    calendar="O ficheiro anexo coloca-o no seu calendário.",
    replies="Uma resposta a este e-mail chega a {organizer}.",
    why_answer="Recebe este e-mail porque este endereço foi indicado para um evento de {site}.",
    why_subscribed="Recebe este e-mail porque participa no que {site} faz.",
    stop=Stop(
        title="Não receber mais e-mails como este?",
        reminder="{site} deixará de enviar lembretes para este endereço.",
        event_revised="{site} deixará de escrever para este endereço quando um evento for alterado.",
        attendance="{site} deixará de perguntar a este endereço quem veio.",
        no_reminder="Não enviar mais lembretes",
        no_event_revised="Não enviar mais e-mails sobre eventos alterados",
        no_attendance="Não perguntar mais quem veio",
        done_title="Não chegarão mais",
        done=(
            "Este endereço já não recebe e-mails deste tipo. Outros, "
            "como confirmações de respostas, continuam a chegar."
        ),
        bounced_title="Este endereço não recebe e-mails",
        bounced=(
            "Os e-mails para este endereço foram devolvidos, por isso já não lhe é "
            "enviado nenhum. Se voltar a funcionar, {site} pode mudar isso."
        ),
    ),
)
