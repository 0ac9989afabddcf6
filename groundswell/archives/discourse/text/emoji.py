"""The shortcodes that people use most, and the characters they stand for."""

import re

_WRITTEN = """
    smile 😄 slight_smile 🙂 slightly_smiling_face 🙂 smiley 😃 grinning 😀 grin 😁 laughing 😆
    satisfied 😆 sweat_smile 😅 joy 😂 rofl 🤣 rolling_on_the_floor_laughing 🤣 blush 😊 innocent 😇
    wink 😉 relaxed ☺️ relieved 😌 heart_eyes 😍 kissing_heart 😘 yum 😋 stuck_out_tongue 😛
    stuck_out_tongue_winking_eye 😜 stuck_out_tongue_closed_eyes 😝 sunglasses 😎 smirk 😏
    neutral_face 😐 expressionless 😑 unamused 😒 sweat 😓 pensive 😔 confused 😕 confounded 😖
    disappointed 😞 worried 😟 angry 😠 rage 😡 cry 😢 sob 😭 frowning 😦 frowning_face ☹️ slight_frown 🙁
    slightly_frowning_face 🙁 anguished 😧 fearful 😨 weary 😩 tired_face 😫 grimacing 😬 scream 😱
    flushed 😳 sleeping 😴 dizzy_face 😵 no_mouth 😶 open_mouth 😮 hushed 😯 astonished 😲 thinking 🤔
    thinking_face 🤔 zipper_mouth_face 🤐 rolling_eyes 🙄 roll_eyes 🙄 upside_down_face 🙃 upside_down 🙃
    hugs 🤗 hugging_face 🤗 hugging 🤗 nerd_face 🤓 star_struck 🤩 partying_face 🥳 exploding_head 🤯
    pleading_face 🥺 shushing_face 🤫 zany_face 🤪 face_with_raised_eyebrow 🤨 raised_eyebrow 🤨
    face_with_monocle 🧐 monocle_face 🧐 smiling_face_with_tear 🥲 face_holding_back_tears 🥹
    melting_face 🫠 saluting_face 🫡 grinning_face_with_smiling_eyes 😄 grinning_face 😀
    smiling_face_with_smiling_eyes 😊 face_with_tears_of_joy 😂 joy_cat 😹 smile_cat 😸 clown_face 🤡
    cowboy_hat_face 🤠 skull 💀 ghost 👻 robot 🤖 alien 👽 poop 💩 see_no_evil 🙈 hear_no_evil 🙉
    speak_no_evil 🙊 heart ❤️ red_heart ❤️ orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙
    purple_heart 💜 black_heart 🖤 white_heart 🤍 broken_heart 💔 two_hearts 💕 sparkling_heart 💖
    heartbeat 💓 100 💯 boom 💥 sparkles ✨ star ⭐ star2 🌟 dizzy 💫 zzz 💤 fire 🔥 tada 🎉 party_popper 🎉
    confetti_ball 🎊 balloon 🎈 gift 🎁 trophy 🏆 medal_sports 🏅 rocket 🚀 +1 👍 thumbsup 👍 thumbs_up 👍
    -1 👎 thumbsdown 👎 thumbs_down 👎 ok_hand 👌 clap 👏 clapping_hands 👏 wave 👋 waving_hand 👋
    raised_hands 🙌 raising_hands 🙌 pray 🙏 folded_hands 🙏 handshake 🤝 muscle 💪 flexed_biceps 💪
    crossed_fingers 🤞 v ✌️ vulcan_salute 🖖 point_up ☝️ point_down 👇 point_left 👈 point_right 👉
    point_up_2 👆 raised_hand ✋ fist ✊ facepunch 👊 writing_hand ✍️ eyes 👀 eye 👁️ brain 🧠 shrug 🤷
    person_shrugging 🤷 man_shrugging 🤷‍♂️ woman_shrugging 🤷‍♀️ facepalm 🤦 person_facepalming 🤦
    man_facepalming 🤦‍♂️ woman_facepalming 🤦‍♀️ bowing_man 🙇‍♂️ white_check_mark ✅
    check_mark_button ✅ heavy_check_mark ✔️ check_mark ✔️ ballot_box_with_check ☑️ x ❌ cross_mark ❌
    negative_squared_cross_mark ❎ question ❓ exclamation ❗ bangbang ‼️ warning ⚠️ no_entry ⛔
    stop_sign 🛑 construction 🚧 rotating_light 🚨 information_source ℹ️ arrow_right ➡️ arrow_left ⬅️
    arrow_up ⬆️ arrow_down ⬇️ recycle ♻️ tm ™️ copyright ©️ registered ®️ infinity ♾️
    heavy_plus_sign ➕ heavy_minus_sign ➖ red_circle 🔴 green_circle 🟢 yellow_circle 🟡
    orange_circle 🟠 blue_circle 🔵 orange_square 🟧 green_square 🟩 red_square 🟥 white_large_square ⬜
    black_large_square ⬛ light_bulb 💡 bulb 💡 memo 📝 pencil 📝 pencil2 ✏️ pushpin 📌 round_pushpin 📍
    paperclip 📎 link 🔗 lock 🔒 unlock 🔓 key 🔑 hammer 🔨 wrench 🔧 hammer_and_wrench 🛠️ tools 🛠️
    gear ⚙️ toolbox 🧰 screwdriver 🪛 nut_and_bolt 🔩 magnet 🧲 mag 🔍 mag_right 🔎 microscope 🔬
    telescope 🔭 test_tube 🧪 straight_ruler 📏 triangular_ruler 📐 fingerprint 🫆 books 📚 book 📖
    newspaper 📰 calendar 📆 date 📅 clock1 🕐 hourglass ⌛ hourglass_flowing_sand ⏳ stopwatch ⏱️
    alarm_clock ⏰ watch ⌚ email 📧 envelope ✉️ mailbox 📫 package 📦 inbox_tray 📥 outbox_tray 📤 bell 🔔
    loudspeaker 📢 mega 📣 speech_balloon 💬 thought_balloon 💭 computer 💻 desktop_computer 🖥️ iphone 📱
    camera 📷 video_camera 📹 movie_camera 🎥 microphone 🎤 headphones 🎧 musical_note 🎵 notes 🎶 art 🎨
    chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 bar_chart 📊 moneybag 💰
    money_mouth_face 🤑 bank 🏦 house 🏠 office 🏢 factory 🏭 car 🚗 bike 🚲 bus 🚌 train 🚆 airplane ✈️
    ship 🚢 earth_africa 🌍 earth_americas 🌎 earth_asia 🌏 globe_with_meridians 🌐 world_map 🗺️ sun ☀️
    sunny ☀️ sun_with_face 🌞 cloud ☁️ umbrella ☔ snowflake ❄️ rainbow 🌈 zap ⚡ droplet 💧 ocean 🌊
    seedling 🌱 evergreen_tree 🌲 deciduous_tree 🌳 four_leaf_clover 🍀 herb 🌿 rose 🌹 sunflower 🌻
    tulip 🌷 blossom 🌼 cherry_blossom 🌸 bee 🐝 bug 🐛 snail 🐌 turtle 🐢 cat 🐱 dog 🐶 fox_face 🦊 bear 🐻
    panda_face 🐼 unicorn 🦄 whale 🐳 dolphin 🐬 penguin 🐧 owl 🦉 crab 🦀 snake 🐍 elephant 🐘 coffee ☕
    tea 🍵 beer 🍺 beers 🍻 wine_glass 🍷 champagne 🍾 pizza 🍕 cake 🍰 birthday 🎂 cookie 🍪 apple 🍎
    popcorn 🍿 pouring_liquid 🫗 headstone 🪦 crystal_ball 🔮 dart 🎯 game_die 🎲 jigsaw 🧩 video_game 🎮
    soccer ⚽ basketball 🏀 checkered_flag 🏁 triangular_flag_on_post 🚩 white_flag 🏳️
    rainbow_flag 🏳️‍🌈 warning_sign ⚠️
"""
_BY_NAME = dict(zip(_WRITTEN.split()[::2], _WRITTEN.split()[1::2], strict=True))
_SHORTCODE = re.compile(r":([a-z0-9_+-]{1,50}+):")


def character_of(name: str) -> str:
    """The character, or "" where we know none."""
    return _BY_NAME.get(name, "")


def with_characters(text: str) -> str:
    """A line of plain text, such as a title, with its shortcodes replaced."""
    return _SHORTCODE.sub(lambda found: character_of(found[1]) or found[0], text)
