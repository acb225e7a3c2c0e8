"""What is done with documents: check a folder, publish it, give back what is current."""
