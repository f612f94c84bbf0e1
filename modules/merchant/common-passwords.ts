// The passwords of ten characters and more that head the lists of leaked ones, and what people of this field think of
// first. Shorter ones need no list: they are refused for their length.
const WORDS = `
1234567890 12345678910 0123456789 0987654321 9876543210 1111111111 0000000000 1122334455 1231231234 123123123123
1234512345 12345678901 123456789a a123456789 123456789q q123456789 1234567891 12344321 1qaz2wsx3edc 1q2w3e4r5t 1q2w3e4r5t6y
1qazxsw23edc qwertyuiop qwertyuiop123 qwerty12345 qwerty123456 qwer1234qwer qwerqwerqwer asdfghjkl1 asdfghjkl123 zxcvbnm123 zxcvbnm1234 zaq12wsxcde3 q1w2e3r4t5
q1w2e3r4t5y6 qazwsxedcrfv qweasdzxc123 abcdefghij abcdefghijk abcd123456 abc1234567 abcdef123456 aa12345678 aa123456789
password12 password123 password1234 password12345 passwordpassword p@ssw0rd123 passw0rd123 password!1 mypassword1
iloveyou12 iloveyou123 iloveyou1234 iloveyou520 woaini1314 woaini520 woaini5201314 woaini123456 5201314520 1314520520
wang123456 zhang123456 li123456789 asd123456789 asdasdasd1 qq123456789 wodemima123 nihao123456
administrator admin12345 admin123456 adminadmin admin888888 root123456 rootrootroot letmein123 letmein1234 welcome123 welcome1234
changeme123 changeme1234 superman123 football123 baseball123 princess123 sunshine123 starwars123 computer123 michael123
dragon12345 monkey12345 master12345 internet123 charlie123 mustang123 whatever123 trustno1trustno1 correcthorsebatterystaple
shuke12345 shuke123456 shukeshuke shop123456 owner12345 owner123456 cashier123 manager123 restaurant restaurant1 coffeeshop customer123
88888888888 6666666666 8888888888 9999999999 1357924680 2468013579 147258369a 1472583690 7894561230 789456123a 159753258456
`;

/** Passwords that everybody tries. Lower case; a password is compared in lower case. */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(WORDS.split(/\s+/).filter(Boolean));
