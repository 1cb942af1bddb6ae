/** Which screens stand in README and docs. */
export const documentationPictures = [];
