/** The button of a poster, which prints it. */

const button = document.querySelector(".print");
button.addEventListener("click", () => print());
button.hidden = false;
