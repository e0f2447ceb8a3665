"""Letters in Arabic."""

from kalends.pages.letters.wording import LetterWords, Stop, Wording

WORDS = LetterWords(
    confirm=Wording(
        "يرجى تأكيد عنوانك: {event}",
        "يرجى تأكيد عنوان بريدك من أجل «{event}».",
        "بعد ذلك تُحتسب إجابتك.",
    ),
    thanks=Wording("تم تأكيد عنوانك: {event}", "شكرًا: تم تأكيد عنوانك، وإجابتك عن «{event}» محتسبة."),
    accepted=Wording("ستحضر: {event}", "ستحضر «{event}»."),
    tentative=Wording("ربما تحضر: {event}", "ربما تحضر «{event}»."),
    declined=Wording("لن تحضر: {event}", "لن تحضر «{event}»."),
    waitlisted=Wording(
        "أنت في قائمة الانتظار: {event}",
        "أنت في قائمة الانتظار لـ«{event}».",
        "سنكتب إليك حالما يتوفر مكان لك.",
    ),
    changed=Wording("تم تغيير إجابتك: {event}", "تم تغيير إجابتك."),
    event_revised=Wording(
        "تغيير: {event}",
        "تغيّرت تفاصيل «{event}».",
        "التفاصيل الآن:",
    ),
    personal_link=Wording(
        "إجابتك عن {event}",
        "هذا هو الطريق إلى إجابتك عن «{event}».",
        "من لديه هذا الرابط يستطيع رؤية إجابتك وتغييرها، فاحتفظ به لنفسك.",
    ),
    answered_again=Wording(
        "لقد أجبت من قبل: {event}",
        "أجاب شخص ما، وربما أنت، مرة أخرى عن «{event}» بهذا العنوان.",
        "الإجابة الأولى هي السارية. يمكنك رؤيتها وتغييرها أدناه.",
    ),
    cancelled=Wording("أُلغي: {event}", "أُلغي «{event}»."),
    promoted=Wording(
        "هناك مكان لك: {event}",
        "توفر مكان: ستحضر «{event}».",
        "إن لم تعد تستطيع الحضور فأخبرنا، ليحضر شخص آخر.",
    ),
    reminder=Wording("تذكير: {event}", "تذكير بـ«{event}»: {when}."),
    attendance=Wording("من يحضر {event}؟", "يرجى تسجيل من يحضر «{event}»."),
    invitation=Wording(
        "دعوة: {event}",
        "أنت مدعو إلى «{event}».",
        "يمكنك الإجابة في برنامج التقويم لديك، أو أدناه.",
    ),
    webhook_off=Wording(
        "أُوقف خطاف ويب: {webhook}",
        "أُوقف خطاف الويب «{webhook}».",
        "لن يُبلَّغ بما يحدث بعد الآن حتى تشغّله من جديد.",
    ),
    webhook_gone="أجاب {host} بأن العنوان لم يعد موجودًا (410).",
    webhook_failing="لم يمكن تسليم أي شيء إلى {host} منذ أيام.",
    do_confirm="تأكيد عنواني",
    do_answer="رؤية إجابتي أو تغييرها",
    do_invited="الإجابة",
    do_attendance="تسجيل الحضور",
    do_page="فتح صفحة الفعالية",
    before="سابقًا",
    places={
        "zero": "لا أماكن",
        "one": "مكان واحد",
        "two": "مكانان",
        "few": "{n} أماكن",
        "many": "{n} مكانًا",
        "other": "{n} مكان",
    },
    until="مكانك محجوز حتى {time}.",
    not_you="إن لم تكن أنت، فلا حاجة إلى فعل شيء.",
    calendar="الملف المرفق يضيفها إلى تقويمك.",
    replies="الرد على هذه الرسالة يصل إلى {organizer}.",
    why_answer="تصلك هذه الرسالة لأن هذا العنوان كُتب من أجل فعالية لدى {site}.",
    why_subscribed="تصلك هذه الرسالة لأنك تشارك في أنشطة {site}.",
    stop=Stop(
        title="لا مزيد من هذه الرسائل؟",
        reminder="لن ترسل {site} بعد ذلك تذكيرات إلى هذا العنوان.",
        event_revised="لن تكتب {site} بعد ذلك إلى هذا العنوان عند تغيّر فعالية.",
        attendance="لن تسأل {site} هذا العنوان بعد ذلك عمّن حضر.",
        no_reminder="أوقف رسائل التذكير",
        no_event_revised="أوقف الرسائل عن الفعاليات التي تغيّرت",
        no_attendance="أوقف السؤال عمّن حضر",
        done_title="لن تصل رسائل أخرى منها",
        done="لن تصل إلى هذا العنوان رسائل من هذا النوع. أما غيرها، مثل تأكيد الإجابات، فتصل كالمعتاد.",
        bounced_title="لا تصل أي رسائل إلى هذا العنوان",
        bounced=(
            "ارتدّت رسائل أُرسلت إلى هذا العنوان، لذلك لا يُرسل إليه شيء بعد الآن. إذا "
            "عاد يعمل، فيمكن لـ {site} تغيير ذلك."
        ),
    ),
)
