"""What a letter says that is new, apart from what it quotes and from how its writer signs. Linear in the letter's length."""
