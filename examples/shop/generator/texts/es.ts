import type { Language } from '../intents.ts';

export const es: Language = {
  manner: {
    hello: ['Hola,', 'Buenos días:', 'Buenas tardes,', 'Estimados señores:', 'Hola, equipo:'],
    plain: ['', 'hola', 'buenas'],
    thanks: ['¡Gracias!', 'Muchas gracias.', 'Gracias de antemano.', 'Quedo a la espera de su respuesta.'],
    bye: ['Un saludo,', 'Saludos cordiales,', 'Saludos,', 'Un abrazo,', ''],
    rude: [
      'Esto es {una vergüenza|inaceptable}.',
      'Quiero una respuesta HOY.',
      '¿Hay alguien ahí?',
      'Por este precio, la verdad…',
    ],
    phone: ['Enviado desde mi iPhone', 'Enviado desde mi móvil'],
    quote:
      'El [quoted], Wollgras <hello@wollgras.example> escribió:\n> Hola, [first]:\n> gracias por tu pedido [id].',
  },
  words: {
    where: {
      subject: ['¿Dónde está mi pedido?', 'Envío', 'Seguimiento'],
      core: [
        '¿{me pueden decir|podrían decirme} {cuándo llega mi pedido|por dónde va mi paquete}?',
        'Pedí «[line]» el [placed] y {no sé nada|no tengo número de seguimiento}.',
        'cuando llega el pedido [order]? {no me ha llegado ningún correo|}',
      ],
    },
    late: {
      subject: ['Pedido con retraso', 'No ha llegado', 'Retraso'],
      core: [
        'Mi paquete tenía que llegar el [expected] y {sigue sin llegar|no hay ni rastro}.',
        'Llevo [days] días esperando «[line]» y {el seguimiento no se mueve|[carrier] lo aplaza cada día}.',
        'sigo sin paquete, {qué pasa|dónde está}?',
      ],
    },
    impatient: {
      subject: ['Devolución del dinero', 'Paquete perdido'],
      core: [
        'Está claro que el paquete se ha perdido. No quiero otro, {quiero que me devuelvan el dinero|devuélvanme el importe} ([total]).',
      ],
    },
    not_received: {
      subject: ['No lo he recibido', '¿Entregado?'],
      core: [
        'Según [carrier] se entregó el [delivered], pero {aquí no hay nada|yo no he recibido nada}.',
        'pone «entregado» y {nadie lo tiene|he preguntado a los vecinos y nada}.',
      ],
    },
    invoice: {
      subject: ['Factura', 'Necesito la factura'],
      core: [
        '¿{Me pueden enviar|Podrían mandarme} la factura {del pedido [order]|de mi pedido}{ en PDF|}?',
        'Necesito factura {para la empresa|para mi gestor} por [total].',
      ],
    },
    product: {
      subject: ['Duda sobre [line]', 'Lavado'],
      core: [
        '¿«[line]» se puede lavar {a máquina|a 30 grados}?',
        '¿«[line]» {pica|talla pequeño}? Tengo la piel {sensible|delicada}.',
      ],
    },
    several: {
      subject: ['Varias preguntas'],
      core: [
        'Tres cosas: cuándo llega, si {puede ir|es posible} la factura a nombre de mi empresa, y cómo lo devuelvo {si no me queda bien|}.',
      ],
    },
    change_of_mind: {
      subject: ['Devolución', 'Devolver [line]'],
      core: [
        'Quiero devolver «[line]» ([variant]), {el color no es como en la foto|no es lo que esperaba|no me convence}.',
        'cómo puedo devolver {«[line]»|el pedido}? {no me gusta|al final no lo quiero}',
      ],
    },
    does_not_fit: {
      subject: ['Cambio de talla', 'Me queda pequeño'],
      core: [
        '«[line]» en [variant] me queda {pequeño|grande|estrecho de hombros}. ¿{Puedo cambiarlo|Se puede cambiar} por {una talla más|una talla menos}?',
      ],
    },
    damaged: {
      subject: ['Defectuoso', 'Agujero en [line]'],
      core: [
        '«[line]» {ha llegado con|tiene} {un agujero|una mancha|un hilo suelto}, {lo acabo de abrir|recién sacado de la caja}.',
        'se ha abierto la costura de «[line]» {el primer día|nada más ponérmelo}.',
      ],
      ask: ['¿Qué hacemos?', '¿Me mandan otro?', '¿Me devuelven el dinero?', ''],
    },
    wrong_item: {
      subject: ['Artículo equivocado'],
      core: ['Pedí «[line]» en [variant] y {me ha llegado otra cosa|el color no es ese|la talla no es esa}.'],
    },
    refund_status: {
      subject: ['¿Y mi reembolso?', 'Devolución'],
      core: [
        'Devolví «[line]» hace {diez días|dos semanas} y {no me han devuelto el dinero|no veo nada en la cuenta}.',
        '¿Ha llegado mi devolución? {Son [price].|}',
      ],
    },
    worn_out: {
      subject: ['Calidad'],
      core: [
        'A las {tres|cuatro|cinco} semanas «[line]» {está lleno de bolitas|se ha apelmazado|tiene agujeros en el talón}. {¿Es normal?|Por [price] esperaba más.}',
      ],
    },
    chargeback: {
      subject: ['Disputa'],
      core: [
        'He abierto una disputa {en PayPal|con mi banco} por [total], {yo no he comprado esto|nadie contesta}.',
      ],
    },
    address: {
      subject: ['Cambio de dirección', 'Dirección equivocada'],
      core: [
        '¿{Pueden enviar|Podrían mandar} {mi pedido|el paquete} a esta dirección: [newline]?',
        'Me he mudado, la dirección correcta es [newline].',
      ],
    },
    address_open: {
      subject: ['Dirección'],
      core: ['¿{Puedo|Se puede} cambiar todavía la dirección de entrega?'],
    },
    item: {
      subject: ['Cambiar la talla', 'Otro color'],
      core: [
        '¿{Pueden|Podrían} cambiar «[line]» de [variant] a [newvariant]?',
        'me equivoqué, quería [newvariant] y no [variant]',
      ],
    },
    cancel: {
      subject: ['Cancelar pedido', 'Anulación'],
      core: [
        'Quiero cancelar {mi pedido|el pedido [order]}{, he cambiado de idea|, ya no lo necesito|}.',
        'se puede cancelar todavía? {fue un error|gracias}',
      ],
    },
    twice: {
      subject: ['Pedido duplicado'],
      core: ['He hecho el pedido dos veces {sin querer|por error}, {cancelen [order]|con uno basta}.'],
    },
    gift: {
      subject: ['Regalo'],
      core: ['Es un regalo: ¿{puede ir sin factura|se puede incluir una tarjeta}{, por favor|}?'],
    },
    vague: {
      subject: ['Pregunta', 'Problema'],
      core: [
        'Tengo un problema con {mi pedido|una compra}, {llámenme|pueden llamarme} por favor.',
        'sigue igual, {alguna novedad|qué hago}?',
      ],
    },
  },
};
